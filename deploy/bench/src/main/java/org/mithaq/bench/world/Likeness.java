package org.mithaq.bench.world;

import java.util.Locale;

/**
 * What a made world is like. {@code clear} and {@code hard} follow what was counted in the two
 * worlds of {@code shared/data}; {@code harder} is like neither.
 *
 * @param networks how many networks there are
 * @param lone how many reports belong to nothing
 * @param trips least and greatest number of journeys of a network
 * @param reported share of a journey's stops that somebody reports
 * @param crew least and greatest number of a network's things and persons on one journey
 * @param scale how many things and persons a network has, against {@code clear}
 * @param hubs things that anybody may report: a hotline, a taxi, a money changer
 * @param hubShareNetwork share of a network's reports that name a hub besides
 * @param hubShareLone share of the lone reports that do
 * @param slip share of written values with one wrong character
 * @param lookAlike whether a slip may also take O for 0 and I for 1
 * @param dateSlip share of written days of birth with day and month swapped, or one digit wrong
 * @param nameless share of sightings of a vessel that tell its name only
 * @param reissued share of a network's phones that a stranger has later
 * @param reissuedAfterDays after how many days at the least
 * @param reissuedWithinDays and within how many more
 * @param givenNames how many given names there are
 * @param familyNames how many family names there are
 */
record Likeness(
    int networks,
    int lone,
    Range trips,
    double reported,
    Range crew,
    double scale,
    int hubs,
    double hubShareNetwork,
    double hubShareLone,
    double slip,
    boolean lookAlike,
    double dateSlip,
    double nameless,
    double reissued,
    int reissuedAfterDays,
    int reissuedWithinDays,
    int givenNames,
    int familyNames) {

  /**
   * Two bounds, both included.
   *
   * @param least the lower
   * @param greatest the upper
   */
  record Range(int least, int greatest) {}

  static final Likeness CLEAR =
      new Likeness(
          40,
          2500,
          new Range(3, 8),
          0.38,
          new Range(4, 7),
          1,
          16,
          0.065,
          0.15,
          0.018,
          false,
          0,
          0.1,
          0.2,
          200,
          24,
          Names.GIVEN,
          Names.FAMILY);

  static final Likeness HARD =
      new Likeness(
          60,
          4000,
          new Range(2, 7),
          0.33,
          new Range(4, 7),
          0.93,
          16,
          0.06,
          0.3,
          0.04,
          false,
          0,
          0.15,
          0.17,
          200,
          24,
          Names.GIVEN,
          Names.FAMILY);

  static final Likeness HARDER =
      new Likeness(
          70,
          5000,
          new Range(1, 14),
          0.35,
          new Range(2, 7),
          1,
          90,
          0.12,
          0.3,
          0.07,
          true,
          0.05,
          0.4,
          0.35,
          90,
          240,
          15,
          18);

  static Likeness of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "clear" -> CLEAR;
      case "hard" -> HARD;
      case "harder" -> HARDER;
      default -> throw new IllegalArgumentException("a world like " + name);
    };
  }
}
