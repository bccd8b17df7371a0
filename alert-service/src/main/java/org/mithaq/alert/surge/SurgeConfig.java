package org.mithaq.alert.surge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * When a corridor is said to surge. The defaults were fitted to simulated corridors with two to ten
 * signals a day ({@code ./mithaq bench surge}); {@link SurgeRules} says what each of them means.
 */
@ConfigMapping(prefix = "mithaq.surge")
public interface SurgeConfig {

  /** Weeks of the baseline. */
  @WithDefault("12")
  int weeks();

  /** Weeks of baseline without which nothing is judged. */
  @WithDefault("4")
  int leastWeeks();

  /** Days that are judged together. */
  @WithDefault("14")
  int judgedDays();

  /** The rise that is looked for. */
  @WithDefault("3.0")
  double factor();

  /** Evidence that ends a surge: nats. */
  @WithDefault("3.0")
  double endNats();

  /** Standard deviations above the others from which a week of the baseline is left out. */
  @WithDefault("3.0")
  double outlier();

  /** How fast the usual rate changes by itself. */
  @WithDefault("0.03")
  double driftPerWeek();

  /** Dispersion where nothing is known. */
  @WithDefault("0.1")
  double dispersion();

  /** What is added to it, by mean. */
  @WithDefault("0.25")
  double clustering();

  /** How many signals that is worth. */
  @WithDefault("150")
  int dispersionWeight();

  /** Simulated courses of the usual. */
  @WithDefault("10000")
  int paths();

  /** How rare the sum must be, in days. */
  @WithDefault("1000")
  int recurrenceDays();

  /** Share of false warnings among those of a day, at most. */
  @WithDefault("0.1")
  double falseDiscovery();

  /** How many signals a warning lists, at most; the newest. */
  @WithDefault("200")
  int maxListed();

  /** How long nothing more must have come of what is touched before it is concluded. */
  @WithDefault("100ms")
  Duration flush();

  /** After how long it is concluded even while more keeps coming. */
  @WithDefault("5s")
  Duration delay();

  /** The parameters as the judge takes them. */
  default SurgeRules rules() {
    return new SurgeRules(
        weeks(),
        leastWeeks(),
        judgedDays(),
        factor(),
        endNats(),
        outlier(),
        driftPerWeek(),
        dispersion(),
        clustering(),
        dispersionWeight(),
        paths(),
        recurrenceDays(),
        falseDiscovery());
  }
}
