package org.mithaq.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicTest {

  private static final long DAY = Duration.ofDays(1).toMillis();

  private final List<Topic> topics = Topic.all("joint", 3, 5);

  @Test
  void letsNothingThatWasErasedStayForMoreThanADay() {
    assertThat(topics)
        .allSatisfy(
            topic -> {
              assertThat(Long.parseLong(topic.config().get("segment.ms"))).isLessThanOrEqualTo(DAY);
              if (topic.config().get("cleanup.policy").equals("compact")) {
                assertThat(Long.parseLong(topic.config().get("max.compaction.lag.ms")))
                    .isLessThanOrEqualTo(DAY);
              }
            });
  }

  @Test
  void keepsDisclosuresForThirtyDaysAndDeadLettersForSeven() {
    assertThat(topic("mithaq.disclosures.alert").config())
        .containsEntry("retention.ms", String.valueOf(30 * DAY));
    assertThat(topic("mithaq.disclosures.exchange-joint").config())
        .containsEntry("retention.ms", String.valueOf(30 * DAY));
    assertThat(topic("mithaq.dead-letters.alert").config())
        .containsEntry("retention.ms", String.valueOf(7 * DAY));
  }

  @Test
  void spreadsSignalsAndNoticesAsAsked() {
    assertThat(topic("mithaq.signals.joint").partitions()).isEqualTo(3);
    assertThat(topic("mithaq.notices").partitions()).isEqualTo(5);
  }

  @Test
  void keepsInOneOrderWhatIsNumbered() {
    for (String name :
        List.of(
            "mithaq.agreements",
            "mithaq.logged",
            "mithaq.disclosures.alert",
            "mithaq.disclosures.exchange-joint")) {
      assertThat(topic(name).partitions()).as(name).isEqualTo(1);
    }
  }

  private Topic topic(String name) {
    return topics.stream().filter(topic -> topic.name().equals(name)).findAny().orElseThrow();
  }
}
