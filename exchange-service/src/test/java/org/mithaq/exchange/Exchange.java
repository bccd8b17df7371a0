package org.mithaq.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.mithaq.local.stack.TestTokens;

/** The running service as its callers, its database and its topics show it. */
@ApplicationScoped
public class Exchange {

  /** A signal that is accepted of nearly every agency. */
  public static final String SIGNAL =
      """
      {"agreement": "triangular", "article": "5", "crime": "migrant-smuggling",
       "observedAt": "2026-03-02T21:10:00Z", "place": {"country": "MA", "latitude": 35.17, "longitude": -2.93},
       "evaluation": {"source": "B", "information": "2"}, "handling": {"tlp": "AMBER", "release": "open"},
       "selectors": [{"type": "phone", "value": "+31 6 12345678"}]}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final DataSource database;
  private final String brokers;

  @Inject
  Exchange(DataSource database, @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    this.database = database;
    this.brokers = brokers;
  }

  /** A reference that no other test uses. */
  public static String reference() {
    return "T-" + NEXT.incrementAndGet();
  }

  /** A signal that can be changed before it is posted. */
  public static ObjectNode signal() {
    return (ObjectNode) json(SIGNAL);
  }

  /** A signal with a reference of its own. */
  public static ObjectNode newSignal() {
    return signal().put("reference", reference());
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RequestSpecification as(String agency, String... groups) {
    return given().header("Authorization", "Bearer " + TestTokens.token(agency, groups));
  }

  public static Response post(String agency, JsonNode signal) {
    return post(agency, signal.toString().getBytes(StandardCharsets.UTF_8));
  }

  public static Response post(String agency, byte[] body) {
    return as(agency, "publisher").contentType("application/json").body(body).post("/v1/signals");
  }

  /** Posts a signal that must be accepted, and gives its id. */
  public static String accepted(String agency, JsonNode signal) {
    Response response = post(agency, signal);
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
    return response.path("id");
  }

  public static Response read(String agency, String id, String... groups) {
    return as(agency, groups).get("/v1/signals/" + id);
  }

  /** Checks that an answer is the problem that it should be, in the form of RFC 9457. */
  public static void assertProblem(Response response, int status, String slug) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.contentType()).startsWith("application/problem+json");
    JsonNode body = json(response.asString());
    assertThat(body.path("type").asText()).isEqualTo("urn:mithaq:problem:" + slug);
    assertThat(body.path("status").asInt()).isEqualTo(status);
    assertThat(body.path("title").asText()).isNotBlank();
    assertThat(body.path("detail").asText()).isNotBlank();
    assertThat(UUID.fromString(body.path("instance").asText().replace("urn:uuid:", "")))
        .isNotNull();
    assertThat(response.asString()).doesNotContain("Exception", "org.mithaq", "java.");
  }

  public static List<String> pointers(Response response) {
    return json(response.asString())
        .path("errors")
        .valueStream()
        .map(e -> e.path("pointer").asText())
        .toList();
  }

  /** The record that an answer names, as it waits in the outbox or lies on the topic. */
  public JsonNode record(Response response) {
    String id = response.header("Audit-Record");
    assertThat(id).as("the answer names its record").isNotNull();
    JsonNode record =
        query("select convert_from(payload, 'UTF8') from outbox where id = ?::uuid", id)
            .map(Exchange::json)
            .orElseGet(
                () ->
                    messages("mithaq.disclosures.exchange-joint").stream()
                        .filter(m -> id.equals(m.key()))
                        .map(Message::json)
                        .findFirst()
                        .orElseThrow());
    assertThat(Contracts.faults("record", record)).isEmpty();
    assertThat(record.path("id").asText()).isEqualTo(id);
    return record;
  }

  /** How many records there ever were. */
  public long records() {
    return events("mithaq.disclosures.exchange-joint");
  }

  /** How many views there ever were. */
  public long views() {
    return events("mithaq.signals.joint");
  }

  private long events(String topic) {
    return Long.parseLong(
        query(
                """
                select coalesce((select last from outbox_counter where topic = ?), 0)
                  + (select count(*) from outbox where topic = ? and number is null)
                """,
                topic,
                topic)
            .orElseThrow());
  }

  public long signals() {
    return Long.parseLong(query("select count(*) from signal").orElseThrow());
  }

  /** The first column of the first row. */
  public Optional<String> query(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public int update(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A message on a topic. */
  public record Message(String key, byte[] value, Map<String, String> headers, int partition) {

    public JsonNode json() {
      return Exchange.json(new String(value, StandardCharsets.UTF_8));
    }

    /** Its number; 0 for what bears none, such as a statement. */
    public long sequence() {
      return Long.parseLong(headers.getOrDefault("ce_sequence", "0"));
    }
  }

  /** Waits until everything that is committed has been published. */
  public void awaitPublished() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                query(
                        "select count(*) from outbox where topic <> ? or number is null",
                        "mithaq.disclosures.exchange-joint")
                    .orElseThrow()
                    .equals("0"));
    String numbered =
        query(
                "select last from outbox_counter where topic = ?",
                "mithaq.disclosures.exchange-joint")
            .orElse("0");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                messages("mithaq.disclosures.exchange-joint").stream()
                    .anyMatch(m -> m.sequence() >= Long.parseLong(numbered)));
  }

  /** Everything on a topic, from its beginning to its present end. */
  public List<Message> messages(String topic) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", brokers);
    config.put("key.deserializer", StringDeserializer.class);
    config.put("value.deserializer", ByteArrayDeserializer.class);
    List<Message> messages = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < end.get(p))) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
          Map<String, String> headers = new HashMap<>();
          for (Header header : message.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
          }
          messages.add(new Message(message.key(), message.value(), headers, message.partition()));
        }
      }
    }
    return messages;
  }
}
