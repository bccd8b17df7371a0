package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mithaq.exchange.signal.Fixtures.caller;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.agreement.Agreement;
import org.mithaq.exchange.agreement.Partner;
import org.mithaq.exchange.agreement.Purpose;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.problem.ProblemType;

class AccessTest {

  private static final Register REGISTER = Fixtures.register();
  private static final Caller ANALYST = caller("nl-kmar", "analyst");
  private static final Caller OWNER = caller("ma-dgsn", "publisher");

  private static StoredSignal signal(
      String release, boolean active, boolean isProtected, boolean erased, String... audience) {
    return new StoredSignal(
        new UUID(1, 1),
        new AgencyId("ma-dgsn"),
        1,
        active,
        "triangular",
        1,
        "5",
        "detection",
        "other",
        release,
        "AMBER",
        Set.of(audience).stream().map(AgencyId::new).collect(Collectors.toSet()),
        Fixtures.NOW,
        Fixtures.NOW,
        Fixtures.NOW.plus(Duration.ofDays(100)),
        isProtected,
        "{}",
        1,
        erased ? Optional.empty() : Optional.of(new ContentVault.Sealed(new byte[0], new byte[0])),
        new UUID(2, 2));
  }

  private static StoredSignal signal(String release) {
    return signal(release, true, false, false, "ma-dgsn", "nl-kmar");
  }

  private static Access.Verdict read(Caller caller, StoredSignal signal, boolean released) {
    return Access.read(caller, signal, REGISTER, released, Optional.empty(), Fixtures.NOW);
  }

  private static void assertRefused(
      Access.Verdict verdict, ProblemType why, int status, boolean known) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Access.Verdict.Refused.class,
            r -> {
              assertThat(r.problem().type()).isEqualTo(why);
              assertThat(r.problem().status()).isEqualTo(status);
              assertThat(r.known()).isEqualTo(known);
            });
  }

  @Test
  void showsAnOpenSignalToItsAudience() {
    assertThat(read(ANALYST, signal("open"), false)).isEqualTo(new Access.Verdict.Readable(false));
  }

  @Test
  void showsASealedSignalOnlyWhenItIsReleased() {
    assertRefused(
        read(ANALYST, signal("on-request"), false), ProblemType.RELEASE_REQUIRED, 403, true);
    assertThat(read(ANALYST, signal("on-request"), true))
        .isEqualTo(new Access.Verdict.Readable(false));
  }

  @Test
  void hidesFromWhoIsOutsideThatThereIsAnything() {
    assertRefused(
        read(caller("es-gc", "analyst"), signal("open"), true), ProblemType.NOT_FOUND, 404, false);
    assertRefused(
        read(ANALYST, signal("silent", true, false, false, "ma-dgsn"), false),
        ProblemType.NOT_FOUND,
        404,
        false);
    assertRefused(
        Access.change(caller("es-gc", "publisher"), signal("open"), REGISTER),
        ProblemType.NOT_FOUND,
        404,
        false);
  }

  @Test
  void showsTheOriginatorItsOwnAtAnyTime() {
    for (String release : List.of("open", "on-request", "silent")) {
      assertThat(read(OWNER, signal(release, false, false, false, "ma-dgsn"), false))
          .isEqualTo(new Access.Verdict.Readable(false));
    }
    assertRefused(
        read(OWNER, signal("open", false, false, true, "ma-dgsn"), false),
        ProblemType.WITHDRAWN,
        410,
        true);
  }

  @Test
  void tellsItsAudienceThatASignalIsGone() {
    assertRefused(
        read(ANALYST, signal("open", false, false, false, "ma-dgsn", "nl-kmar"), false),
        ProblemType.WITHDRAWN,
        410,
        true);
    Instant late = Fixtures.NOW.plus(Duration.ofDays(101));
    assertRefused(
        Access.read(ANALYST, signal("open"), REGISTER, false, Optional.empty(), late),
        ProblemType.WITHDRAWN,
        410,
        true);
  }

  @Test
  void protectsVictimsAndWitnessesFromWhoDoesNotSafeguardThem() {
    StoredSignal victim = signal("open", true, true, false, "ma-dgsn", "nl-kmar");
    assertThat(read(ANALYST, victim, false)).isEqualTo(new Access.Verdict.Readable(true));
    assertThat(read(OWNER, victim, false)).isEqualTo(new Access.Verdict.Readable(true));
    assertThat(read(caller("nl-kmar", "analyst", "safeguarding"), victim, false))
        .isEqualTo(new Access.Verdict.Readable(false));
  }

  @Test
  void letsOnlyAnalystsReadWhatIsAnothers() {
    assertRefused(
        read(caller("nl-kmar", "publisher"), signal("open"), false),
        ProblemType.FORBIDDEN,
        403,
        true);
  }

  @Test
  void stopsReadingUnderAnAgreementThatIsSuspended() {
    Agreement suspended =
        REGISTER
            .agreement("triangular")
            .orElseThrow()
            .suspendedBy(Optional.of(new AgencyId("es-gc")));
    Register register = new Register(List.of(suspended), REGISTER.partners());
    assertRefused(
        Access.read(ANALYST, signal("open"), register, false, Optional.empty(), Fixtures.NOW),
        ProblemType.AGREEMENT_SUSPENDED,
        403,
        true);
    assertThat(Access.read(OWNER, signal("open"), register, false, Optional.empty(), Fixtures.NOW))
        .isEqualTo(new Access.Verdict.Readable(false));
  }

  @Test
  void takesAccessFromWhoHasLeft() {
    List<Partner> without =
        REGISTER.partners().stream()
            .map(
                p ->
                    new Partner(
                        p.agency(),
                        p.name(),
                        p.country(),
                        p.exchange(),
                        !p.agency().value().equals("nl-kmar")))
            .toList();
    Register register = new Register(REGISTER.agreements(), without);
    assertRefused(
        Access.read(ANALYST, signal("open"), register, true, Optional.empty(), Fixtures.NOW),
        ProblemType.NOT_FOUND,
        404,
        false);
  }

  @Test
  void readsForPurposesThatTheArticleCovers() {
    assertThat(
            Access.read(
                ANALYST,
                signal("open"),
                REGISTER,
                false,
                Optional.of(Purpose.INVESTIGATION),
                Fixtures.NOW))
        .isEqualTo(new Access.Verdict.Readable(false));
  }

  @Test
  void letsNobodyElseChangeASignal() {
    assertThat(Access.change(OWNER, signal("open"), REGISTER))
        .isEqualTo(new Access.Verdict.Changeable());
    assertRefused(
        Access.change(caller("nl-kmar", "publisher"), signal("open"), REGISTER),
        ProblemType.NOT_THE_ORIGINATOR,
        403,
        true);
  }
}
