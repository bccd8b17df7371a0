package org.mithaq.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerTest {

  private final Map<String, String> durable =
      Broker.config(Path.of("/data/kafka"), 1, 2, Durability.DURABLE);

  @Test
  void putsEachRecordOnTheDiskBeforeItIsAcknowledged() {
    assertThat(durable).containsEntry("log.flush.interval.messages", "1");
    assertThat(Broker.config(Path.of("/data/kafka"), 1, 2, Durability.FAST))
        .doesNotContainKey("log.flush.interval.messages");
  }

  @Test
  void listensOnTheLoopbackInterfaceAlone() {
    assertThat(durable.get("listeners")).isEqualTo("BROKER://127.0.0.1:1,CONTROLLER://127.0.0.1:2");
    assertThat(durable.get("advertised.listeners")).isEqualTo("BROKER://127.0.0.1:1");
  }

  @Test
  void makesNoTopicThatNobodyDescribed() {
    assertThat(durable).containsEntry("auto.create.topics.enable", "false");
  }
}
