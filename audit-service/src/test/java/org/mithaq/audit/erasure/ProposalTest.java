package org.mithaq.audit.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.record.Erasable;
import org.mithaq.audit.record.StoredRecord;

class ProposalTest {

  private static final Optional<LocalDate> ENTERED = Optional.of(LocalDate.parse("2026-03-02"));
  private static final Person MOROCCAN = new Person("ma-dgsn", Set.of("aicha", "sub-1"));
  private static final Person DUTCH = new Person("nl-kmar", Set.of("jan", "sub-2"));

  private static Erasable record(String... sides) {
    return record(StoredRecord.State.READABLE, ENTERED, false, sides);
  }

  private static Erasable record(
      StoredRecord.State state, Optional<LocalDate> day, boolean entry, String... sides) {
    return new Erasable(UUID.randomUUID(), state, day, 1, entry, Set.of(sides));
  }

  private static Proposal by(Person proposer) {
    return new Proposal(UUID.randomUUID(), Proposal.State.PROPOSED, proposer);
  }

  private static Problem refusal(Proposal.Verdict verdict) {
    assertThat(verdict).isInstanceOf(Proposal.Verdict.No.class);
    return ((Proposal.Verdict.No) verdict).why();
  }

  @Test
  void carriesOutWhatAsecondPersonOfAnotherAgencyApproves() {
    Erasable shared = record("ma-dgsn", "nl-kmar");
    assertThat(by(MOROCCAN).approve(DUTCH, List.of(shared)))
        .isEqualTo(new Proposal.Verdict.Go(List.of(shared)));
  }

  @Test
  void refusesTheSamePersonByAnyOfItsNamesAndForWhateverAgencyItSpeaks() {
    for (Person same :
        List.of(
            MOROCCAN,
            new Person("ma-dgsn", Set.of("aicha")),
            new Person("nl-kmar", Set.of("another", "sub-1")))) {
      assertThat(refusal(by(MOROCCAN).approve(same, List.of(record("ma-dgsn")))))
          .isEqualTo(new Problem.SamePerson());
    }
    assertThatThrownBy(() -> new Person("ma-dgsn", Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wantsAsecondAgencyForWhatIsNotOfOneSideAlone() {
    Person colleague = new Person("ma-dgsn", Set.of("karim"));
    assertThat(by(MOROCCAN).approve(colleague, List.of(record("ma-dgsn"))))
        .isInstanceOf(Proposal.Verdict.Go.class);
    for (Erasable foreign : List.of(record("ma-dgsn", "nl-kmar"), record("es-gc"), record())) {
      assertThat(refusal(by(MOROCCAN).approve(colleague, List.of(record("ma-dgsn"), foreign))))
          .isEqualTo(new Problem.SameAgency());
    }
  }

  @Test
  void decidesOnceAndForAll() {
    for (Proposal.State state : List.of(Proposal.State.CARRIED_OUT, Proposal.State.REJECTED)) {
      Proposal decided = new Proposal(UUID.randomUUID(), state, MOROCCAN);
      assertThat(refusal(decided.approve(DUTCH, List.of(record("ma-dgsn")))))
          .isEqualTo(new Problem.ErasureDecided());
      assertThat(refusal(decided.reject())).isEqualTo(new Problem.ErasureDecided());
    }
    assertThat(by(MOROCCAN).reject()).isInstanceOf(Proposal.Verdict.Go.class);
  }

  @Test
  void erasesNoProofOfAnErasureAndNothingTwiceOrBeforeItIsInTheLog() {
    Erasable fine = record("ma-dgsn");
    Erasable proof = record(StoredRecord.State.READABLE, ENTERED, true, "ma-dgsn");
    Erasable gone = record(StoredRecord.State.ERASED, ENTERED, false, "ma-dgsn");
    Erasable waiting = record(StoredRecord.State.READABLE, Optional.empty(), false, "ma-dgsn");
    UUID unknown = UUID.randomUUID();
    List<UUID> asked = List.of(fine.id(), proof.id(), gone.id(), waiting.id(), unknown);
    Problem why = refusal(Proposal.propose(asked, List.of(waiting, gone, proof, fine)));
    assertThat(why).isInstanceOf(Problem.NotErasable.class);
    assertThat(why.errors().stream().map(Problem.Flaw::pointer))
        .containsExactly(
            "/records/" + proof.id(),
            "/records/" + gone.id(),
            "/records/" + waiting.id(),
            "/records/" + unknown);
    assertThat(Proposal.propose(List.of(fine.id()), List.of(fine)))
        .isEqualTo(new Proposal.Verdict.Go(List.of(fine)));
    assertThat(refusal(Proposal.propose(List.of(), List.of())).errors()).hasSize(1);
    // What became of them between proposal and approval counts as well.
    assertThat(by(MOROCCAN).approve(DUTCH, List.of(proof, fine, gone, waiting)))
        .isEqualTo(new Proposal.Verdict.Go(List.of(fine)));
    assertThat(refusal(by(MOROCCAN).approve(DUTCH, List.of(proof, gone, waiting))))
        .isInstanceOf(Problem.NotErasable.class);
  }

  @Test
  void nothingIsCarriedOutOnceAnyPartOfTheAuthorityIsTakenAway() {
    Random random = new Random(20260302);
    List<String> agencies = List.of("ma-dgsn", "ma-gr", "nl-kmar", "nl-politie", "es-gc");
    for (int i = 0; i < 2000; i++) {
      Person one = person(random, agencies.get(random.nextInt(2)), "a");
      Person two = person(random, agencies.get(2 + random.nextInt(3)), "b");
      List<Erasable> records = new ArrayList<>();
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        Set<String> sides = new HashSet<>();
        for (int s = 1 + random.nextInt(3); s > 0; s--) {
          sides.add(agencies.get(random.nextInt(agencies.size())));
        }
        // At least one side is of neither person's choosing alone.
        sides.add("fr-oltim");
        records.add(record(sides.toArray(String[]::new)));
      }
      Proposal proposal = by(one);
      assertThat(proposal.approve(two, records)).isEqualTo(new Proposal.Verdict.Go(records));

      Set<String> shared = new HashSet<>(two.marks());
      shared.add(one.marks().iterator().next());
      Proposal.State decided =
          random.nextBoolean() ? Proposal.State.CARRIED_OUT : Proposal.State.REJECTED;
      List<Erasable> protectedOnes =
          records.stream()
              .map(
                  r ->
                      switch (random.nextInt(3)) {
                        case 0 -> record(StoredRecord.State.ERASED, ENTERED, false, "ma-dgsn");
                        case 1 -> record(r.state(), ENTERED, true, "ma-dgsn");
                        default -> record(r.state(), Optional.empty(), false, "ma-dgsn");
                      })
              .toList();
      for (Proposal.Verdict flipped :
          List.of(
              proposal.approve(one, records),
              proposal.approve(new Person(two.agency(), shared), records),
              proposal.approve(new Person(one.agency(), two.marks()), records),
              new Proposal(proposal.id(), decided, one).approve(two, records),
              proposal.approve(two, protectedOnes),
              proposal.approve(two, List.of()))) {
        assertThat(flipped).isInstanceOf(Proposal.Verdict.No.class);
      }
    }
  }

  private static Person person(Random random, String agency, String prefix) {
    Set<String> marks = new HashSet<>();
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      marks.add(prefix + random.nextInt(100));
    }
    return new Person(agency, marks);
  }

  @Test
  void namesOfPeopleAreInNoText() {
    assertThat(MOROCCAN.toString() + by(MOROCCAN)).doesNotContain("aicha", "sub-1");
  }
}
