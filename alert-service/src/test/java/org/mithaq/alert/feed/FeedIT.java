package org.mithaq.alert.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.exchange.PlayedExchange;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.local.stack.StackTestResource;
import org.mithaq.local.stack.TestTokens;

/** From a signal on the topic to an event at a subscriber. */
@QuarkusTest
@QuarkusTestResource(
    value = StackTestResource.class,
    initArgs = @ResourceArg(name = "service", value = "alert"))
class FeedIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofSeconds(40);

  @TestHTTPResource String url;
  private PlayedExchange exchange;

  @BeforeEach
  void playExchange() {
    exchange =
        new PlayedExchange(
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    await().atMost(LONG).until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @AfterEach
  void stopExchange() {
    exchange.close();
  }

  @Test
  void noticeIsReadAndFedAndReplayedAndCloses() throws Exception {
    SignalEvent first = SignalEvent.signal(1, "ma-dgsn", "nl-kmar").bearing("phone", "1");
    SignalEvent second = SignalEvent.signal(2, "es-gc", "nl-kmar").bearing("phone", "1");
    String token = TestTokens.token("nl-kmar", "analyst");
    try (Subscription subscription = new Subscription(base(), token, null)) {
      assertThat(subscription.response().statusCode()).isEqualTo(200);
      assertThat(subscription.response().headers().firstValue("Audit-Record")).isPresent();
      exchange.publish(first);
      exchange.publish(second);
      await().atMost(LONG).until(() -> subscription.events().size() == 1);
      Subscription.Event event = subscription.events().getFirst();
      assertThat(event.id()).isEqualTo("1");
      assertThat(event.name()).isEqualTo("notice");
      JsonNode notice = JSON.readTree(event.data());
      assertThat(notice.findValuesAsText("id")).contains(first.id(), second.id());

      exchange.publish(second.withdrawn());
      await().atMost(LONG).until(() -> subscription.events().size() == 2);
      assertThat(JSON.readTree(subscription.events().get(1).data()).get("state").asText())
          .isEqualTo("closed");
    }
    try (Subscription again = new Subscription(base(), token, "0")) {
      await().atMost(LONG).until(() -> again.events().size() == 2);
      assertThat(JSON.readTree(again.events().getFirst().data()).get("superseded").asBoolean())
          .isTrue();
    }
    List<String> lags = List.of("mithaq_matching_lag", "mithaq_feed_lag");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              String metrics = given().get("/q/metrics").asString();
              lags.forEach(lag -> assertThat(metrics).contains("\n" + lag + " 0.0"));
            });
  }

  private String base() {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
