package org.mithaq.alert;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mithaq.alert.exchange.PlayedExchange;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.local.stack.StackTestResource;
import org.mithaq.local.stack.TestTokens;

/** The service on a real broker and a real PostgreSQL, and an exchange that the test plays. */
@QuarkusTestResource(
    value = StackTestResource.class,
    initArgs = @ResourceArg(name = "service", value = "alert"))
@QuarkusTestResource(RunningAlert.Impatience.class)
public abstract class RunningAlert {

  protected static final ObjectMapper JSON = new ObjectMapper();
  protected static final Duration LONG = Duration.ofSeconds(60);

  /** Signals of all classes share one service: each takes numbers, and values, of its own. */
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @TestHTTPResource String url;
  protected PlayedExchange exchange;

  /** Short times, so that what waits for them need not wait long. */
  public static final class Impatience implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
      return Map.of(
          "mithaq.feed.heartbeat", "1s",
          "mithaq.feed.connections", "3",
          "mithaq.notice.acknowledge-within", "1s");
    }

    @Override
    public void stop() {
      // There is nothing to stop.
    }
  }

  @BeforeEach
  void playExchange() {
    exchange = new PlayedExchange(brokers());
    await().atMost(LONG).until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @AfterEach
  void stopExchange() {
    exchange.close();
  }

  protected static String brokers() {
    return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
  }

  protected String base() {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  protected static RequestSpecification as(String agency, String... groups) {
    return given().header("Authorization", "Bearer " + TestTokens.token(agency, groups));
  }

  protected static SignalEvent signal(String agency, String... audience) {
    return SignalEvent.signal(NUMBERS.incrementAndGet(), agency, audience);
  }

  /** A value that no other test bears. */
  protected static String value() {
    return "value " + NUMBERS.incrementAndGet();
  }

  /** Two signals that make a notice for both agencies and all of the audience. */
  protected List<SignalEvent> publishNotice(String first, String second, String... audience) {
    String value = value();
    List<String> all = new ArrayList<>(List.of(audience));
    all.add(first);
    all.add(second);
    String[] both = all.toArray(String[]::new);
    List<SignalEvent> pair =
        List.of(
            signal(first, both).bearing("document", value),
            signal(second, both).bearing("document", value));
    pair.forEach(exchange::publish);
    return pair;
  }

  /** The notice of an agency that shows a signal, once it is there. */
  protected static JsonNode awaitNotice(String agency, SignalEvent shown, String... groups) {
    return await()
        .atMost(LONG)
        .until(
            () -> {
              for (JsonNode item :
                  page(agency, "/v1/notices?state=open&limit=500", groups).get("items")) {
                if (item.get("signals").toString().contains(shown.id())) {
                  return item;
                }
              }
              return null;
            },
            Objects::nonNull);
  }

  /** The recall of a signal that an agency was told of, once it is there. */
  protected static JsonNode awaitRecall(String agency, SignalEvent signal) {
    return await()
        .atMost(LONG)
        .until(
            () -> {
              for (JsonNode item : page(agency, "/v1/notices?state=open&limit=500").get("items")) {
                if (item.get("kind").asText().equals("recall")
                    && item.get("signals").toString().contains(signal.id())) {
                  return item;
                }
              }
              return null;
            },
            Objects::nonNull);
  }

  /** What is shown, once the register is heard: while it is not, nothing is. */
  protected static JsonNode page(String agency, String path, String... groups) throws IOException {
    String[] all = groups.length == 0 ? new String[] {"analyst"} : groups;
    Response answer =
        await()
            .atMost(LONG)
            .until(() -> as(agency, all).get(path), each -> each.statusCode() != 503);
    return JSON.readTree(answer.then().statusCode(200).extract().asString());
  }

  /** Everything on a topic, from its beginning to what is its end now. */
  protected static List<ConsumerRecord<String, byte[]>> topic(String name) {
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(info -> new TopicPartition(name, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
    }
    return all;
  }

  protected static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
