package org.mithaq.alert.network;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How signals are joined into networks. Weights are log-odds in integer milli-nats: 6908 is a
 * thousand to one.
 *
 * <p>The defaults were set by hand on two simulated worlds ({@code ./mithaq bench networks}), then
 * tuned on others made from seeds, with records of persons that they must not lose sight of ({@code
 * ./mithaq bench tune}), and judged by worlds that were used for neither. They weigh a shared
 * identifier by how few hold it at a time and for how long it stays with its holder. What made-up
 * people cannot tell was left as it was set: how unequal names are and how they are spelt.
 */
@ConfigMapping(prefix = "mithaq.network")
public interface NetworkConfig {

  /**
   * How long a recall stays open after it said that a signal has ended for its agency, and what the
   * agency was told of that signal is kept; then both end. What was only corrected stays as long as
   * the signal does, which is never longer than its article permits.
   */
  @WithDefault("365d")
  Duration keepRecalls();

  /** What speaks against any two signals belonging together. */
  @WithDefault("-7000")
  int prior();

  /**
   * ln(m/u) of each selector type, or of one attribute of it, at frequency two; what is not named
   * links nothing. A document's number without its country and an organisation's name without its
   * own are reckoned: a document as if one number in seven were another country's too, a name less
   * than the prior, so that it only adds.
   */
  @WithDefault(
      "phone=13000,phone-near=11000,vehicle=13000,document=13500,account=13500,vessel=13500,vessel-name=8000,email=13000,"
          + "email-near=8500,email-letters-near=6500,handle=13000,document-near=11000,short-document-near=5500,document-number=11500,device=13500,"
          + "organisation=9000,organisation-near=6000,address=9000,address-near=6000")
  List<String> weights();

  /**
   * After how many days between two observations a type weighs half: phone numbers are re-issued,
   * plates sold, documents last.
   */
  @WithDefault(
      "phone=228,phone-near=228,vehicle=400,document=1500,account=1000,vessel=2000,vessel-name=60,email=1000,"
          + "email-near=1000,email-letters-near=1000,handle=1000,document-near=1000,short-document-near=1000,document-number=1000,device=700,"
          + "organisation=1000,organisation-near=700,address=700,address-near=700")
  List<String> halfLifeDays();

  /**
   * What agreement in a person's attributes weighs, as {@link PersonWeights} names it. The same
   * nationality is worth what it is rare: in {@code shared/data/worlds} two of any have it in
   * common as if there were six (ln 6 is 1792). What places of birth weigh is reckoned, not
   * measured: as if there were some twenty that mattered (ln 20 is 2996), and every second one were
   * written now as the village and now as the town, or misspelt; with a part of a name, or with
   * none, less by what a part of a name with the day weighs less than its rarity.
   */
  @WithDefault(
      "name=9250,common-name=2500,day=8500,year=5500,year-alone=0,birthday=2500,next-year=-1000,other-date=-2300,"
          + "part=8500,native=7650,part-year=6500,part-next-year=6000,part-other-day=-300,birth=9400,same-nationality=1800,"
          + "other-nationality=-3000,same-birthplace=3000,other-birthplace=-500,other-document=-5000,"
          + "alike=800,alike-weight=800,alike-part=2500,unlike=450,unlike-weight=-2500,other-name=550,"
          + "other-spelling=-3000,two-names=-7000,two-persons=-20000,half-life-days=3000,loose-half-life-days=110")
  List<String> persons();

  /** What a token loses each time that its frequency doubles, from two on. ln 2. */
  @WithDefault("693")
  int perDoubling();

  /** Reliability of the source, per mille, by scheme and letter. */
  @WithDefault(
      "4x4/A=1000,4x4/B=970,4x4/C=930,4x4/X=800,admiralty/A=1000,admiralty/B=970,"
          + "admiralty/C=930,admiralty/D=850,admiralty/E=700,admiralty/F=800")
  List<String> sources();

  /** Reliability of the information, per mille, by scheme and digit. */
  @WithDefault(
      "4x4/1=1000,4x4/2=970,4x4/3=930,4x4/4=800,admiralty/1=1000,admiralty/2=970,"
          + "admiralty/3=930,admiralty/4=850,admiralty/5=700,admiralty/6=800")
  List<String> informations();

  /** Reliability of an evaluation in neither list, per mille. */
  @WithDefault("700")
  int unknownReliability();

  /** What the same crime adds to a link that stands without it. */
  @WithDefault("600")
  int sameCrime();

  /**
   * What another crime takes from a link: a phone that was issued anew turns up in another crime
   * more often than the one of a network that does two. Reckoned as if two signals of one network
   * told of different crimes in a fourth of all cases, and two of any in seven of ten, which is ln
   * 0.36; the worlds, in which a network keeps to one crime, would have more.
   */
  @WithDefault("-1000")
  int otherCrime();

  /**
   * What it takes in its place from a link that rests on persons alone: of two reports of one name,
   * and of nothing else in common, those that tell of one crime are likelier of one network.
   */
  @WithDefault("-5000")
  int otherCrimeOfNames();

  /** What the same place, close in time, adds to a link that stands without it. */
  @WithDefault("500")
  int sameCell();

  /** How close in time two observations are for their place to count. */
  @WithDefault("72H")
  Duration near();

  /**
   * From how many bearers on a token is judged by what else they have in common: fewer say too
   * little.
   */
  @WithDefault("8")
  int scatterFrom();

  /**
   * How many pairs of its bearers, per mille, must bear another token in common or be close in
   * time, as {@link #near} has it; a token of whose bearers fewer do is a hub at any frequency.
   */
  @WithDefault("80")
  int scatterBelow();

  /** What the summed log-odds of two parts must exceed for them to be joined. */
  @WithDefault("0")
  int joinAbove();

  /**
   * What the strongest link between two agencies' signals must exceed for a notice to be opened:
   * nobody is told of a network that rests on namesakes alone.
   */
  @WithDefault("3300")
  int openAbove();

  /** How many signals are contracted together at most. */
  @WithDefault("512")
  int maxComponent();

  /** By how much the bar is raised where more would have to be. */
  @WithDefault("1000")
  int levelStep();

  /** How many pieces of evidence a notice lists at most. */
  @WithDefault("200")
  int maxEvidence();

  /** How often what has been touched is concluded: news that come together make one version. */
  @WithDefault("100ms")
  Duration flush();

  private static PersonWeights personWeights(Map<String, Integer> weights, int perDoubling) {
    return new PersonWeights(
        number(weights, "name"),
        perDoubling,
        number(weights, "common-name"),
        number(weights, "day"),
        number(weights, "year"),
        number(weights, "year-alone"),
        number(weights, "birthday"),
        number(weights, "next-year"),
        number(weights, "other-date"),
        number(weights, "part"),
        number(weights, "native"),
        number(weights, "part-year"),
        number(weights, "part-next-year"),
        number(weights, "part-other-day"),
        number(weights, "birth"),
        number(weights, "same-nationality"),
        number(weights, "other-nationality"),
        number(weights, "same-birthplace"),
        number(weights, "other-birthplace"),
        number(weights, "other-document"),
        number(weights, "alike"),
        number(weights, "alike-weight"),
        number(weights, "alike-part"),
        number(weights, "unlike"),
        number(weights, "unlike-weight"),
        number(weights, "other-name"),
        number(weights, "other-spelling"),
        number(weights, "two-names"),
        number(weights, "two-persons"),
        number(weights, "half-life-days"),
        number(weights, "loose-half-life-days"));
  }

  private static int number(Map<String, Integer> numbers, String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException("no weight for " + name);
    }
    return number;
  }

  /** The parameters as the score takes them; refuses what would link everything or nothing. */
  default Scoring scoring() {
    Map<String, Integer> halfLives = numbers(halfLifeDays());
    Map<String, Scoring.TypeWeight> types = new HashMap<>();
    numbers(weights())
        .forEach(
            (type, weight) -> {
              Integer halfLife = halfLives.get(type);
              if (halfLife == null) {
                throw new IllegalArgumentException("no half-life for " + type);
              }
              types.put(type, new Scoring.TypeWeight(weight, halfLife));
            });
    return new Scoring(
        prior(),
        types,
        personWeights(numbers(persons()), perDoubling()),
        perDoubling(),
        numbers(sources()),
        numbers(informations()),
        unknownReliability(),
        sameCrime(),
        otherCrime(),
        otherCrimeOfNames(),
        sameCell(),
        (int) near().toHours(),
        scatterFrom(),
        scatterBelow(),
        joinAbove(),
        openAbove(),
        maxComponent(),
        levelStep(),
        maxEvidence());
  }

  /** Reads {@code name=number} items. */
  private static Map<String, Integer> numbers(List<String> items) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String item : items) {
      int equals = item.lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected name=number: " + item);
      }
      numbers.put(item.substring(0, equals), Integer.valueOf(item.substring(equals + 1)));
    }
    return numbers;
  }
}
