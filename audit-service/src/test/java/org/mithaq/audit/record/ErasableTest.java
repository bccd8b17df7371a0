package org.mithaq.audit.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ErasableTest {

  private static Erasable saidToBeProof(boolean proof) {
    return new Erasable(
        UUID.randomUUID(),
        StoredRecord.State.READABLE,
        Optional.of(LocalDate.parse("2026-03-02")),
        1,
        proof,
        Set.of("nl-kmar"));
  }

  @Test
  void whatItSaysCountsAndNotWhatTheDatabaseSaysOfIt() {
    Disclosure sharing = Records.sharing();
    Erasable bent = saidToBeProof(true).by(Optional.of(sharing));
    assertThat(bent.obstacle()).isEmpty();
    assertThat(bent.sides()).isEqualTo(Set.copyOf(sharing.sides()));
  }

  @Test
  void aProofThatCannotBeOpenedIsRatherKeptThanErased() {
    assertThat(saidToBeProof(true).by(Optional.empty()).obstacle()).isPresent();
    Erasable other = saidToBeProof(false).by(Optional.empty());
    assertThat(other.obstacle()).isEmpty();
    assertThat(other.sides()).isEmpty();
  }
}
