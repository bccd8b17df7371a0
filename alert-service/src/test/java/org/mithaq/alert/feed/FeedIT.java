package org.mithaq.alert.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.RunningAlert;
import org.mithaq.alert.exchange.PlayedExchange;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeId;
import org.mithaq.local.stack.TestTokens;

/** From signals on the topic to events at a subscriber. */
@QuarkusTest
class FeedIT extends RunningAlert {

  /** No place is free, or the register is not heard for a moment. */
  private static final Set<Integer> WAIT_FOR = Set.of(429, 503);

  /** Subscribes once there is a place: those of an earlier test are given back within moments. */
  private Subscription subscribe(String agency, Object lastEventId, String... groups) {
    String[] all = groups.length == 0 ? new String[] {"analyst"} : groups;
    return subscribe(
        () -> TestTokens.token(agency, all), lastEventId == null ? null : lastEventId.toString());
  }

  private Subscription subscribe(Supplier<String> token, String lastEventId) {
    return await()
        .atMost(LONG)
        .until(
            () -> {
              Subscription tried = new Subscription(base(), token.get(), lastEventId);
              if (WAIT_FOR.contains(tried.response().statusCode())) {
                tried.close();
                return null;
              }
              assertThat(tried.response().statusCode()).isEqualTo(200);
              return tried;
            },
            Objects::nonNull);
  }

  private static JsonNode data(Subscription.Event event) {
    try {
      return JSON.readTree(event.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> shown(Subscription subscription, SignalEvent signal) {
    return subscription.events().stream()
        .map(FeedIT::data)
        .filter(each -> each.path("signals").toString().contains(signal.id()))
        .toList();
  }

  @Test
  void noticeIsFedAsItChangesAndReplayedAsItStands() throws Exception {
    String value = value();
    SignalEvent second = signal("es-gc", "nl-kmar").bearing("document", value);
    long opened;
    try (Subscription feed = subscribe("nl-kmar", null)) {
      assertThat(feed.response().statusCode()).isEqualTo(200);
      assertThat(feed.response().headers().firstValue("Audit-Record")).isPresent();
      assertThat(feed.response().headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/event-stream");
      SignalEvent first = signal("ma-dgsn", "nl-kmar").bearing("document", value);
      exchange.publish(first);
      exchange.publish(second);
      await().atMost(LONG).until(() -> shown(feed, first).size() == 1);
      Subscription.Event event = feed.events().getLast();
      opened = Long.parseLong(event.id());
      assertThat(event.name()).isEqualTo("notice");
      assertThat(data(event).get("change").asText()).isEqualTo("opened");
      JsonNode read = page("nl-kmar", "/v1/notices/" + data(event).get("id").asText());
      assertThat(read).isEqualTo(data(event));

      exchange.publish(second.withdrawn());
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                List<JsonNode> after =
                    feed.events().stream()
                        .filter(each -> Long.parseLong(each.id()) > opened)
                        .map(FeedIT::data)
                        .filter(
                            each ->
                                each.get("id").equals(read.get("id"))
                                    || each.path("signals").toString().contains(second.id()))
                        .toList();
                assertThat(after)
                    .extracting(each -> each.get("kind").asText() + each.get("state").asText())
                    .containsExactlyInAnyOrder("recallopen", "networkclosed");
              });
      JsonNode recall = shown(feed, second).getLast();
      assertThat(recall.at("/recall/reason").asText()).isEqualTo("withdrawn");
      assertThat(recall.at("/recall/notices/0")).isEqualTo(read.get("id"));
    }
    try (Subscription again = subscribe("nl-kmar", opened - 1)) {
      await()
          .atMost(LONG)
          .until(
              () -> {
                List<JsonNode> all = again.events().stream().map(FeedIT::data).toList();
                return all.stream()
                    .filter(each -> each.get("id").equals(all.getFirst().get("id")))
                    .anyMatch(each -> each.path("state").asText().equals("closed"));
              });
      JsonNode superseded = data(again.events().getFirst());
      assertThat(superseded.get("superseded").asBoolean()).isTrue();
      assertThat(superseded.get("sequence").asLong()).isEqualTo(opened);
      assertThat(superseded.get("version").asInt()).isOne();
      assertThat(superseded.has("signals")).isFalse();
    }
  }

  @Test
  void feedIsNumberedFromOneWithoutGaps() throws Exception {
    publishNotice("ma-dgsn", "es-gc", "nl-kmar");
    SignalEvent last = publishNotice("ma-dgsn", "es-gc", "nl-kmar").getFirst();
    try (Subscription feed = subscribe("nl-kmar", 0)) {
      await().atMost(LONG).until(() -> !shown(feed, last).isEmpty());
      List<Long> ids = feed.events().stream().map(each -> Long.valueOf(each.id())).toList();
      assertThat(ids)
          .isEqualTo(IntStream.rangeClosed(1, ids.size()).mapToObj(Long::valueOf).toList());
    }
  }

  @Test
  void suspendedAgreementIsNeitherReadNorFedUntilThatIsLifted() throws Exception {
    List<SignalEvent> pair = publishNotice("ma-dgsn", "es-gc", "fr-oltim");
    JsonNode notice = awaitNotice("fr-oltim", pair.getFirst());
    String path = "/v1/notices/" + notice.get("id").asText();
    List<SignalEvent> later;
    try (Subscription feed = subscribe("fr-oltim", null)) {
      exchange.agreement("triangular", "suspended", PlayedExchange.AGENCIES);
      await().atMost(LONG).until(() -> as("fr-oltim", "analyst").get(path).statusCode() == 403);
      assertThat(as("fr-oltim", "analyst").get(path).jsonPath().getString("type"))
          .isEqualTo("urn:mithaq:problem:agreement-suspended");
      assertThat(page("fr-oltim", "/v1/notices").get("items")).isEmpty();
      try (Subscription replay = subscribe("fr-oltim", 0)) {
        await().atMost(LONG).until(() -> !replay.events().isEmpty());
        assertThat(replay.events())
            .allSatisfy(
                each ->
                    assertThat(data(each).has("withheld") || data(each).has("superseded"))
                        .isTrue());
      }
      List<SignalEvent> unseen = publishNotice("ma-dgsn", "es-gc", "fr-oltim");
      SignalEvent passing = unseen.getLast();
      await().atMost(LONG).until(() -> isOnTheTopic("fr-oltim", passing, "network"));
      exchange.publish(passing.withdrawn());
      await().atMost(LONG).until(() -> isOnTheTopic("fr-oltim", passing, "recall"));
      String came = NoticeId.of(Notice.Kind.NETWORK, "triangular", unseen.getFirst().id());
      exchange.publish(passing.version(3));
      await().atMost(LONG).until(() -> isOnTheTopic("fr-oltim", came, 3));
      exchange.publish(passing.version(3).withdrawn());
      await().atMost(LONG).until(() -> isOnTheTopic("fr-oltim", came, 4));
      later = publishNotice("ma-dgsn", "es-gc", "fr-oltim");
      int before = feed.events().size();
      await()
          .atMost(LONG)
          .until(() -> given().get("/q/metrics").asString().contains("\nmithaq_feed_lag 0.0"));
      assertThat(shown(feed, later.getFirst())).isEmpty();
      assertThat(feed.events()).hasSize(before);
      exchange.agreement("triangular", "in-force", PlayedExchange.AGENCIES);
      await().atMost(LONG).until(() -> shown(feed, later.getFirst()).size() == 1);
      assertThat(feed.events())
          .as("what came and went unseen, twice, is not said to have gone")
          .noneMatch(each -> data(each).path("id").asText().equals(came));
      assertThat(as("fr-oltim", "analyst").get(path).statusCode()).isEqualTo(200);
      assertThat(page("fr-oltim", "/v1/notices?limit=500").get("items").toString())
          .as("what never entered the feed is not taken back")
          .doesNotContain(passing.id());
    }
  }

  private static boolean isOnTheTopic(String agency, String notice, int version)
      throws IOException {
    for (ConsumerRecord<String, byte[]> each : topic("mithaq.notices")) {
      if (each.key().equals(agency + "/" + notice)
          && JSON.readTree(each.value()).at("/notice/version").asInt() == version) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOnTheTopic(String agency, SignalEvent signal, String kind)
      throws IOException {
    for (ConsumerRecord<String, byte[]> each : topic("mithaq.notices")) {
      JsonNode notice = JSON.readTree(each.value()).get("notice");
      if (each.key().startsWith(agency + "/")
          && notice.get("kind").asText().equals(kind)
          && notice.get("signals").toString().contains(signal.id())) {
        return true;
      }
    }
    return false;
  }

  @Test
  void agencyThatIsNoPartyAnyMoreSeesNothingOfWhatItSaw() throws Exception {
    SignalEvent shown = publishNotice("ma-dgsn", "es-gc", "nl-politie").getFirst();
    String id = awaitNotice("nl-politie", shown).get("id").asText();
    List<String> others = new ArrayList<>(PlayedExchange.AGENCIES);
    others.remove("nl-politie");
    exchange.agreement("triangular", "in-force", others);
    await()
        .atMost(LONG)
        .until(() -> as("nl-politie", "analyst").get("/v1/notices/" + id).statusCode() == 403);
    assertThat(page("nl-politie", "/v1/notices").get("items")).isEmpty();
    exchange.agreement("triangular", "in-force", PlayedExchange.AGENCIES);
    awaitNotice("nl-politie", shown);

    exchange.partner("nl-politie", "left");
    await()
        .atMost(LONG)
        .until(() -> as("nl-politie", "analyst").get("/v1/feed").statusCode() == 403);
    assertThat(as("nl-politie", "analyst").get("/v1/notices").jsonPath().getString("type"))
        .isEqualTo("urn:mithaq:problem:not-a-partner");
    exchange.partner("nl-politie", "active");
    await()
        .atMost(LONG)
        .until(() -> as("nl-politie", "analyst").get("/v1/notices").statusCode() == 200);
    awaitNotice("nl-politie", shown);
  }

  @Test
  void silentRegisterStopsReadingAndFeeding() throws Exception {
    exchange.beating(false);
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              for (String path :
                  List.of("/v1/notices", "/v1/feed", "/v1/notices/n-" + "0".repeat(32))) {
                var answer = as("nl-kmar", "analyst").get(path);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotNull();
                assertThat(answer.jsonPath().getString("type"))
                    .isEqualTo("urn:mithaq:problem:agreements-unknown");
              }
              assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(503);
            });
    SignalEvent unheard = publishNotice("ma-dgsn", "es-gc", "nl-kmar").getFirst();
    await().atMost(LONG).until(() -> isOnTheTopic("nl-kmar", unheard, "network"));
    await()
        .during(Duration.ofSeconds(2))
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(given().get("/q/metrics").asString())
                    .as("what waits for the register alone is under way")
                    .contains("\nmithaq_feed_lag ")
                    .doesNotContain("\nmithaq_feed_lag 0.0"));
    exchange.beating(true);
    await()
        .atMost(LONG)
        .until(() -> as("nl-kmar", "analyst").get("/v1/notices").statusCode() == 200);
    try (Subscription feed = subscribe("nl-kmar", 0)) {
      await().atMost(LONG).until(() -> shown(feed, unheard).size() == 1);
    }
    await()
        .atMost(LONG)
        .until(() -> given().get("/q/metrics").asString().contains("\nmithaq_feed_lag 0.0"));
  }

  @Test
  void victimsAreShownToSafeguardingUsersAlone() throws Exception {
    String value = value();
    SignalEvent victim =
        signal("ma-dgsn", "nl-kmar")
            .bearing("document", value)
            .bearing("person", "victim", value());
    SignalEvent other = signal("es-gc", "nl-kmar").bearing("document", value);
    exchange.publish(victim);
    exchange.publish(other);

    JsonNode redacted = awaitNotice("nl-kmar", other);
    JsonNode whole = awaitNotice("nl-kmar", other, "analyst", "safeguarding");

    assertThat(redacted.toString()).doesNotContain(victim.id()).contains("\"redacted\":true");
    assertThat(whole.toString()).contains(victim.id());
    try (Subscription feed = subscribe("nl-kmar", 0);
        Subscription safe = subscribe("nl-kmar", 0, "analyst", "safeguarding")) {
      await().atMost(LONG).until(() -> !shown(safe, victim).isEmpty());
      await().atMost(LONG).until(() -> !shown(feed, other).isEmpty());
      assertThat(shown(feed, victim)).isEmpty();
    }
  }

  @Test
  void onePersonAsVictimAndSuspectIsShownToSafeguardingUsersAlone() throws Exception {
    String name = "person-name=" + value();
    String day = "person-day=" + value();
    SignalEvent victim = signal("ma-dgsn", "nl-kmar").bearingPerson("victim", name, day);
    SignalEvent suspect = signal("es-gc", "nl-kmar").bearingPerson("suspect", name, day);
    exchange.publish(victim);
    exchange.publish(suspect);

    JsonNode whole = awaitNotice("nl-kmar", suspect, "analyst", "safeguarding");

    assertThat(whole.path("kind").asText()).isEqualTo("protection");
    assertThat(whole.at("/explanation/review/signals/0").asText()).isEqualTo(victim.id());
    try (Subscription feed = subscribe("nl-kmar", 0);
        Subscription safe = subscribe("nl-kmar", 0, "analyst", "safeguarding")) {
      await().atMost(LONG).until(() -> !shown(safe, suspect).isEmpty());
      await()
          .atMost(LONG)
          .until(
              () ->
                  feed.events().stream()
                      .map(FeedIT::data)
                      .anyMatch(each -> each.path("id").equals(whole.path("id"))));
      assertThat(shown(feed, suspect)).isEmpty();
      assertThat(shown(feed, victim)).isEmpty();
    }
  }

  @Test
  void feedEndsWithItsToken() throws Exception {
    try (Subscription feed =
        subscribe(() -> TestTokens.validFor(Duration.ofSeconds(10), "nl-kmar", "analyst"), null)) {
      await().atMost(LONG).until(feed::hasEnded);
      assertThat(feed.comments()).contains("alive").last().asString().contains("resume");
    }
  }

  @Test
  void saysWhereWhatThereWasHasBeenSent() throws Exception {
    SignalEvent shown = publishNotice("ma-dgsn", "es-gc", "nl-kmar").getFirst();
    try (Subscription feed = subscribe("nl-kmar", null)) {
      await().atMost(LONG).until(() -> !shown(feed, shown).isEmpty());
    }
    long head;
    try (Subscription feed = subscribe("nl-kmar", null)) {
      await().atMost(LONG).until(() -> upTo(feed).isPresent());
      assertThat(shown(feed, shown)).isNotEmpty();
      head = upTo(feed).orElseThrow();
      assertThat(feed.events().subList(0, (int) head))
          .extracting(each -> Long.valueOf(each.id()))
          .last()
          .isEqualTo(head);
    }
    try (Subscription feed = subscribe("nl-kmar", head)) {
      await().atMost(LONG).until(() -> upTo(feed).isPresent());
      assertThat(upTo(feed).orElseThrow()).isGreaterThanOrEqualTo(head);
    }
  }

  private static Optional<Long> upTo(Subscription feed) {
    return feed.comments().stream()
        .filter(comment -> comment.startsWith("up to "))
        .map(comment -> Long.valueOf(comment.substring("up to ".length())))
        .findFirst();
  }

  @Test
  void commentLeavesAtOnceAndThenSignsOfLife() throws Exception {
    try (Subscription feed = subscribe("ma-gr", null)) {
      await().atMost(LONG).until(() -> feed.comments().contains("feed of ma-gr"));
      await().atMost(LONG).until(() -> feed.comments().contains("alive"));
    }
  }

  @Test
  void agencyHasSoManyFeedsAndNoMore() throws Exception {
    List<Subscription> open = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        open.add(subscribe("ma-gr", null));
      }
      try (Subscription other = subscribe("es-gc", null)) {
        assertThat(other.response().statusCode()).isEqualTo(200);
      }
      assertThat(as("ma-gr", "analyst").get("/v1/feed").statusCode()).isEqualTo(429);
    } finally {
      open.forEach(Subscription::close);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(as("ma-gr", "analyst").head("/v1/feed").statusCode())
          .as("what is not streamed takes no place")
          .isEqualTo(405);
    }
    subscribe("ma-gr", null).close();
  }

  @Test
  void unreasonableLastEventIdsAreRefused() {
    for (String id : List.of("-1", "x", "999999999", "99999999999999999999", "1.5")) {
      var answer = as("nl-kmar", "analyst").header("Last-Event-ID", id).get("/v1/feed");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.jsonPath().getString("errors[0].pointer")).isEqualTo("/Last-Event-ID");
    }
  }

  /** A subscriber that reads nothing fills its own buffers and delays nobody. */
  @Test
  void subscriberThatTakesNothingDelaysNobody() throws Exception {
    URI uri = URI.create(base());
    try (Socket stuck = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort())) {
      stuck.setReceiveBufferSize(1024);
      stuck
          .getOutputStream()
          .write(
              ("GET /v1/feed HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                      + TestTokens.token("nl-kmar", "analyst")
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      SignalEvent shown = publishNotice("ma-dgsn", "es-gc", "nl-kmar").getFirst();
      try (Subscription feed = subscribe("nl-kmar", 0)) {
        await().atMost(LONG).until(() -> !shown(feed, shown).isEmpty());
      }
    }
  }
}
