package org.mithaq.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.record.RecordMapper;

/** What is published, and how much of it the log must hold. */
class LoadTest {

  private final Load load = new Load(7, 5);
  private final List<ProducerRecord<String, byte[]>> messages = load.next(24_000);

  @Test
  void numbersEachEmittersRecordsFromOneWithoutAGap() {
    Map<String, Long> last = new HashMap<>();
    long again = 0;
    for (ProducerRecord<String, byte[]> message : messages) {
      long number =
          Long.parseLong(
              new String(
                  message.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8));
      long due = last.getOrDefault(message.topic(), 0L) + 1;
      assertThat(number).isLessThanOrEqualTo(due);
      if (number == due) {
        last.put(message.topic(), number);
      } else {
        again++;
      }
    }
    assertThat(last.values().stream().mapToLong(n -> n).sum()).isEqualTo(load.entries());
    assertThat(load.entries()).isEqualTo(24_000);
    assertThat(again).isEqualTo(load.repeats()).isPositive();
  }

  @Test
  void countsTheIdsThatComeUnderANewNumber() {
    Set<String> placed = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (ProducerRecord<String, byte[]> message : messages) {
      ids.add(message.key());
      placed.add(
          message.topic()
              + new String(
                  message.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8));
    }
    assertThat(placed.size() - ids.size()).isEqualTo(load.contradictions()).isPositive();
  }

  @Test
  void publishesWhatTheLogCanRead() {
    RecordMapper mapper = new RecordMapper();
    for (ProducerRecord<String, byte[]> message : messages) {
      assertThat(mapper.read(message.value()).id()).hasToString(message.key());
    }
  }
}
