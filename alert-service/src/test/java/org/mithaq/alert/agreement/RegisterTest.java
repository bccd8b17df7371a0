package org.mithaq.alert.agreement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is permitted, as far as the register was heard. */
class RegisterTest {

  private static final Instant START = Instant.parse("2026-03-02T21:00:00Z");

  private final HandClock clock = new HandClock();
  private final Register register = new Register(clock, Duration.ofSeconds(5));

  @BeforeEach
  void hear() {
    register.hearBeat(START);
    register.hear(new Partner("nl-kmar", "joint", "http://x", true));
    register.hear(agreement(Agreement.State.IN_FORCE));
  }

  private static Agreement agreement(Agreement.State state) {
    return new Agreement(
        "triangular", 3, state, Map.of("5", Set.of("nl-kmar", "es-gc"), "6", Set.of("es-gc")));
  }

  private Standing standing(String... articles) {
    return register.standing("nl-kmar", "triangular", List.of(articles));
  }

  private static Standing refused(Standing.Reason reason) {
    return new Standing.Refused(reason);
  }

  @Test
  void partyOfAnAgreementInForceIsPermitted() {
    assertThat(standing("5")).isEqualTo(new Standing.Permitted(3));
  }

  @Test
  void everyArticleMustPermitIt() {
    assertThat(standing("5", "6")).isEqualTo(refused(Standing.Reason.NOT_A_PARTY));
    assertThat(standing("9")).isEqualTo(refused(Standing.Reason.NOT_A_PARTY));
  }

  @Test
  void suspensionStopsAtOnceAndIsLifted() {
    register.hear(agreement(Agreement.State.SUSPENDED));
    assertThat(standing("5")).isEqualTo(refused(Standing.Reason.SUSPENDED));
    register.hear(agreement(Agreement.State.IN_FORCE));
    assertThat(standing("5")).isInstanceOf(Standing.Permitted.class);
    register.hear(agreement(Agreement.State.NOT_IN_FORCE));
    assertThat(standing("5")).isEqualTo(refused(Standing.Reason.NOT_IN_FORCE));
  }

  @Test
  void agencyThatLeavesLosesAccessAtOnce() {
    register.hear(new Partner("nl-kmar", "joint", "http://x", false));
    assertThat(standing("5")).isEqualTo(refused(Standing.Reason.NOT_A_PARTNER));
  }

  @Test
  void silentRegisterPermitsNothing() {
    clock.now = START.plusMillis(4_999);
    assertThat(register.isHeard()).isTrue();
    clock.now = START.plusSeconds(5);
    assertThat(register.isHeard()).isFalse();
    assertThat(standing("5")).isEqualTo(refused(Standing.Reason.REGISTER_SILENT));
  }

  @Test
  void beatOfThePastOrTheFutureGivesNoMoreTime() {
    register.hearBeat(START.minusSeconds(60));
    register.hearBeat(START.plusSeconds(3600));
    clock.now = START.plusSeconds(5);
    assertThat(register.isHeard()).isFalse();
  }

  @Test
  void unknownAgreementPermitsNothing() {
    assertThat(register.standing("nl-kmar", "pjmg", List.of("5")))
        .isEqualTo(refused(Standing.Reason.UNKNOWN_AGREEMENT));
    register.forget("agreement", "triangular");
    assertThat(standing("5")).isEqualTo(refused(Standing.Reason.UNKNOWN_AGREEMENT));
  }

  @Test
  void listenersHearOfChangesOnly() {
    AtomicInteger changes = new AtomicInteger();
    register.onChange(changes::incrementAndGet);
    register.hear(agreement(Agreement.State.IN_FORCE));
    register.hearBeat(START.plusSeconds(1));
    assertThat(changes).hasValue(0);
    register.hear(agreement(Agreement.State.SUSPENDED));
    register.forget("partner", "nl-kmar");
    assertThat(changes).hasValue(2);
  }

  @Test
  void noArticlePermitsNothing() {
    assertThat(standing()).isEqualTo(refused(Standing.Reason.NOT_A_PARTY));
  }

  @Test
  void agreementOfWhichAnEventCannotBeReadPermitsNothingUntilItIsHeardAnew() {
    for (String bad :
        List.of(
            "{",
            "{}",
            "{\"id\":1}",
            "{\"id\":\"triangular\",\"version\":1,\"state\":\"suspended\"}")) {
      register.hear(agreement(Agreement.State.IN_FORCE));
      assertThatThrownBy(
              () -> RegisterMapper.tell(register, "agreement/triangular", bad.getBytes(UTF_8)))
          .isInstanceOf(IOException.class);
      assertThat(standing("5")).isEqualTo(refused(Standing.Reason.UNKNOWN_AGREEMENT));
    }
    register.hear(agreement(Agreement.State.IN_FORCE));
    assertThat(standing("5")).isInstanceOf(Standing.Permitted.class);
  }

  @Test
  void partnerOfWhomAnEventCannotBeReadSeesNothingAndStillPublishesFromWhereItDid() {
    assertThatThrownBy(() -> RegisterMapper.tell(register, "partner/nl-kmar", "{".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);

    assertThat(standing("5")).isEqualTo(refused(Standing.Reason.NOT_A_PARTNER));
    assertThat(register.partner("nl-kmar"))
        .contains(new Partner("nl-kmar", "joint", "http://x", false));
  }

  @Test
  void tombstoneStrikesFromTheRegister() throws IOException {
    RegisterMapper.tell(register, "partner/nl-kmar", null);
    assertThat(register.partner("nl-kmar")).isEmpty();
  }

  @Test
  void addressOfAnotherServerIsNotThePartners() {
    Partner partner = new Partner("nl-kmar", "joint", "http://127.0.0.1:8081", true);
    assertThat(partner.serves("http://127.0.0.1:8081/v1/signals/1")).isTrue();
    assertThat(partner.serves("http://127.0.0.1:80811/v1/signals/1")).isFalse();
  }

  private static final class HandClock extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
