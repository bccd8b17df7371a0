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
 * <p>The defaults were fitted to simulated worlds with exact tokens only; they weigh a shared
 * identifier by how few hold it at a time and for how long it stays with its holder.
 */
@ConfigMapping(prefix = "mithaq.network")
public interface NetworkConfig {

  /** What speaks against any two signals belonging together. */
  @WithDefault("-7000")
  int prior();

  /**
   * ln(m/u) of each selector type, or of one attribute of it, at frequency two; what is not named
   * links nothing.
   */
  @WithDefault(
      "phone=12500,vehicle=12500,document=13500,account=13500,vessel=13500,vessel-name=5000,email=13000,"
          + "handle=13000,device=13500,organisation=9000,address=9000,person=9500")
  List<String> weights();

  /**
   * After how many days between two observations a type weighs half: phone numbers are re-issued,
   * plates sold, documents last.
   */
  @WithDefault(
      "phone=190,vehicle=400,document=1500,account=1000,vessel=2000,vessel-name=1000,email=1000,"
          + "handle=1000,device=700,organisation=1000,address=700,person=3000")
  List<String> halfLifeDays();

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
  @WithDefault("200")
  int sameCrime();

  /** What the same place, close in time, adds to a link that stands without it. */
  @WithDefault("500")
  int sameCell();

  /** How close in time two observations are for their place to count. */
  @WithDefault("72H")
  Duration near();

  /** What the summed log-odds of two parts must exceed for them to be joined. */
  @WithDefault("0")
  int joinAbove();

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
        perDoubling(),
        numbers(sources()),
        numbers(informations()),
        unknownReliability(),
        sameCrime(),
        sameCell(),
        (int) near().toHours(),
        joinAbove(),
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
