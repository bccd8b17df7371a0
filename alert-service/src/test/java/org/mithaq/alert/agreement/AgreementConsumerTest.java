package org.mithaq.alert.agreement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How the register is heard across a lost connection. */
class AgreementConsumerTest {

  private static final TopicPartition PARTITION = new TopicPartition("register", 0);

  private final Register register = new Register(Clock.systemUTC(), Duration.ofHours(1));
  private final AgreementConsumer heard = new AgreementConsumer(new Config(), register, "none");

  /** What an agency may do after each event that is heard. */
  private final List<Boolean> permitted = new ArrayList<>();

  private record Config() implements AgreementConfig {
    @Override
    public String topic() {
      return PARTITION.topic();
    }

    @Override
    public Duration maxSilence() {
      return Duration.ofHours(1);
    }
  }

  private static String agreement(String state) {
    return "{\"id\":\"triangular\",\"version\":1,\"state\":\""
        + state
        + "\",\"articles\":[{\"id\":\"5\",\"parties\":[\"nl-kmar\"]}]}";
  }

  /** Reads what is on the topic, and then the connection is lost. */
  private void hearUntilItIsLost(List<String> states) {
    MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) states.size()));
    consumer.schedulePollTask(
        () -> {
          for (int i = 0; i < states.size(); i++) {
            byte[] value = agreement(states.get(i)).getBytes(UTF_8);
            consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), 0, i, "agreement/triangular", value));
          }
        });
    consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("lost")));
    assertThatThrownBy(() -> heard.read(consumer)).isInstanceOf(KafkaException.class);
  }

  @Test
  void lostConnectionPermitsNothingThatHasBeenSuspendedSince() {
    register.hear(new Partner("nl-kmar", "joint", "http://x", true));
    register.hearBeat(Instant.now());
    register.onChange(
        () ->
            permitted.add(
                register.standing("nl-kmar", "triangular", List.of("5"))
                    instanceof Standing.Permitted));
    hearUntilItIsLost(List.of("in-force", "suspended"));
    assertThat(permitted).containsExactly(true, false);
    assertThat(heard.isCaughtUp()).isTrue();

    hearUntilItIsLost(List.of("in-force", "suspended"));
    assertThat(permitted).as("history is not heard again").hasSize(2);

    hearUntilItIsLost(List.of("in-force", "suspended", "in-force"));
    assertThat(permitted).containsExactly(true, false, true);
  }
}
