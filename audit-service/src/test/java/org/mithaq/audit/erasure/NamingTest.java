package org.mithaq.audit.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.oversight.Visibility;
import org.mithaq.audit.record.Decision;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.Erasable;
import org.mithaq.audit.record.Operation;
import org.mithaq.audit.record.RecordObject;
import org.mithaq.audit.record.StoredRecord;

class NamingTest {

  private static final List<String> AGENCIES = List.of("ma-dgsn", "nl-kmar", "es-gc", "fr-oltim");

  @Test
  void eachSideCanProveTheErasureOfItsRecordsAndLearnsOfNoOther() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      String actor = AGENCIES.get(random.nextInt(AGENCIES.size()));
      List<Erasable> records = new ArrayList<>();
      for (int n = 1 + random.nextInt(6); n > 0; n--) {
        Set<String> sides = new HashSet<>();
        for (String agency : AGENCIES) {
          if (random.nextInt(3) == 0) {
            sides.add(agency);
          }
        }
        records.add(record(sides));
      }
      Disclosure entry = entry(actor, records);
      for (String reader : AGENCIES) {
        Set<String> mine =
            records.stream()
                .filter(r -> reader.equals(actor) || r.sides().contains(reader))
                .map(r -> r.id().toString())
                .collect(Collectors.toSet());
        assertThat(open(entry, new Caller(reader, "u", false))).isEqualTo(mine);
      }
      assertThat(open(entry, new Caller("iom-mmp", "u", true))).hasSize(records.size());
    }
  }

  private static Set<String> open(Disclosure entry, Caller reader) {
    Visibility visibility = new Visibility(reader, Optional.of(entry));
    return entry.objects().stream()
        .filter(object -> object.kind().equals("record"))
        .filter(visibility::objectOpen)
        .map(RecordObject::id)
        .collect(Collectors.toSet());
  }

  private static Erasable record(Set<String> sides) {
    return new Erasable(
        UUID.randomUUID(),
        StoredRecord.State.READABLE,
        Optional.of(LocalDate.parse("2026-03-02")),
        1,
        false,
        sides);
  }

  private static Disclosure entry(String actor, List<Erasable> records) {
    return new Disclosure(
        UUID.randomUUID(),
        "audit",
        Instant.parse("2026-03-02T22:14:05.123Z"),
        Operation.ERASURE,
        Decision.PERMITTED,
        null,
        actor,
        "u",
        List.copyOf(Proposal.sides(records)),
        List.of(),
        Naming.objects(UUID.randomUUID(), records, actor),
        null,
        null,
        List.of(),
        null,
        null);
  }
}
