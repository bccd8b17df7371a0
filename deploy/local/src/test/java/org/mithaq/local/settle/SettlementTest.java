package org.mithaq.local.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mithaq.local.client.FakeService;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;

class SettlementTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final List<FakeService> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(FakeService::close);
  }

  @Test
  void isOverOnlyWhenEveryGaugeStaysAtNothing() {
    List<Settlement.Look> looks = new ArrayList<>();
    Settlement settlement =
        settlement(
            look -> "mithaq_outbox_pending 0.0\n",
            // At rest for two looks, and then work arrives from the other service.
            look -> alert(0, look == 1 || look == 4 ? 5 : 0, 0),
            look -> "mithaq_log_lag 0.0\n");

    settlement.await(LONG, looks::add);

    assertThat(looks).hasSize(4 + Settlement.LOOKS);
    assertThat(looks.get(0).open()).containsExactly("alert-service: mithaq_matching_lag is 5");
    assertThat(looks.get(0).amount()).isEqualTo(5);
    assertThat(looks.get(1).open()).isEmpty();
    assertThat(looks.get(3).open()).hasSize(1);
  }

  @Test
  void saysWhatIsStillUnderWayWhenTheTimeIsOver() {
    Settlement settlement =
        settlement(look -> "mithaq_outbox_pending 7.0\n", look -> alert(0, 0, 2), look -> "");

    assertThatThrownBy(() -> settlement.await(Duration.ofMillis(1), look -> {}))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.FAILED))
        .hasMessageContaining("exchange-service: mithaq_outbox_pending is 7")
        .hasMessageContaining("alert-service: mithaq_feed_lag is 2")
        .hasMessageContaining("audit-service does not tell mithaq_log_lag");
  }

  @Test
  void neverTakesAServiceThatIsAwayForOneAtRest() {
    FakeService gone = FakeService.start();
    FakeService alert = service(look -> alert(0, 0, 0));
    FakeService audit = service(look -> "mithaq_log_lag 0\n");
    // Last, so that no other is given its port.
    gone.close();
    Settlement settlement =
        new Settlement(
            new Http(),
            name ->
                switch (name) {
                  case "exchange" -> gone.url();
                  case "alert" -> alert.url();
                  default -> audit.url();
                },
            Clock.systemUTC());

    assertThat(settlement.look().open()).containsExactly("exchange-service does not answer");
  }

  private Settlement settlement(
      IntFunction<String> exchange, IntFunction<String> alert, IntFunction<String> audit) {
    URI exchangeUrl = service(exchange).url();
    URI alertUrl = service(alert).url();
    URI auditUrl = service(audit).url();
    return new Settlement(
        new Http(),
        name ->
            switch (name) {
              case "exchange" -> exchangeUrl;
              case "alert" -> alertUrl;
              default -> auditUrl;
            },
        Clock.systemUTC());
  }

  private FakeService service(IntFunction<String> metrics) {
    AtomicInteger looks = new AtomicInteger();
    FakeService service = FakeService.start();
    started.add(service);
    return service.on(
        "/q/metrics",
        call ->
            FakeService.answer(call, 200, "text/plain", metrics.apply(looks.incrementAndGet())));
  }

  private static String alert(int outbox, int matching, int feed) {
    return "mithaq_outbox_pending "
        + outbox
        + ".0\nmithaq_matching_lag "
        + matching
        + ".0\nmithaq_feed_lag "
        + feed
        + ".0\n";
  }
}
