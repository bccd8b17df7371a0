package org.mithaq.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mithaq.local.console.Failure;

class HttpTest {

  private final FakeService service = FakeService.start();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void stop() {
    service.close();
  }

  private void refuse(int status, int times) {
    service.on(
        "/",
        call -> {
          if (asked.incrementAndGet() <= times) {
            FakeService.answer(
                call, status, "application/problem+json", "{\"title\":\"Not now\",\"status\":503}");
          } else {
            FakeService.answer(call, 200, "application/json", "{}");
          }
        });
  }

  @Test
  void asksAgainWhereTheServiceCannotTellAtPresent() {
    refuse(503, 2);

    byte[] body = new Http().get(service.url(), "", Duration.ofMinutes(1));

    assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("{}");
    assertThat(asked).hasValue(3);
  }

  @Test
  void asksNotForEverAndNotAgainWhatIsRefused() {
    refuse(503, Integer.MAX_VALUE);
    assertThatThrownBy(() -> new Http().get(service.url(), ""))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Not now");
    assertThat(asked).hasValue(1);
    assertThatThrownBy(() -> new Http().get(service.url(), "", Duration.ofMillis(600)))
        .isInstanceOf(Failure.class);
    assertThat(asked.get()).isGreaterThan(2);

    asked.set(0);
    FakeService other = FakeService.start();
    try (other) {
      other.on(
          "/",
          call -> {
            asked.incrementAndGet();
            FakeService.answer(call, 403, "application/problem+json", "{\"title\":\"No\"}");
          });
      assertThatThrownBy(() -> new Http().get(other.url(), "", Duration.ofMinutes(1)))
          .isInstanceOf(Failure.class);
    }
    assertThat(asked).hasValue(1);
  }
}
