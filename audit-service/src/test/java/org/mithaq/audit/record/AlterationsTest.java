package org.mithaq.audit.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlterationsTest {

  private static final UUID RECORD = UUID.fromString("0196a1d2-5b1c-7c3e-8f21-3a5d9e0c4b11");

  private final Alterations alterations = new Alterations();

  @Test
  void forgetsARecordThatIsWhatItWasAgain() {
    alterations.note(new AlteredException(RECORD, "sides"));
    assertThat(alterations.known()).containsEntry(RECORD, "sides");

    alterations.intact(RECORD, alterations.notes());

    assertThat(alterations.known()).isEmpty();
  }

  @Test
  void keepsWhatWasNotedAfterTheRecordWasReadForTheInspection() {
    alterations.note(new AlteredException(RECORD, "sides"));
    long read = alterations.notes();
    alterations.note(new AlteredException(RECORD, "owners"));

    alterations.intact(RECORD, read);

    assertThat(alterations.known()).containsEntry(RECORD, "owners");
  }
}
