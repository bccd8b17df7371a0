package org.mithaq.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.reconciliation.Question;

class LoggedContractTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static InputStream contract(String name) {
    return LoggedContractTest.class.getResourceAsStream("/contracts/audit/" + name);
  }

  private static JsonSchema schema(String event) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(contract(event + "/v1.schema.json"));
  }

  private final JsonSchema schema = schema("logged");

  @Test
  void theExampleFollowsTheContract() throws IOException {
    assertThat(schema.validate(JSON.readTree(contract("logged/examples/logged.json")))).isEmpty();
  }

  @Test
  void anEmitterIsAskedAsTheContractSays() throws IOException {
    JsonSchema asked = schema("reconciliation");
    JsonNode example = JSON.readTree(contract("reconciliation/examples/reconciliation.json"));
    assertThat(asked.validate(example)).isEmpty();
    ProducerRecord<String, byte[]> event =
        LoggedProducer.event(
            new Question(
                UUID.fromString(example.get("id").asText()),
                "exchange-joint",
                Instant.parse("2026-03-03T02:30:00Z"),
                Instant.parse("2026-03-03T02:35:00Z")));
    JsonNode said = JSON.readTree(event.value());
    assertThat(asked.validate(said)).isEmpty();
    assertThat(said.get("id")).isEqualTo(example.get("id"));
    assertThat(event.topic()).isEqualTo("mithaq.logged");
    assertThat(event.key()).isEqualTo("reconciliation/exchange-joint");
    assertThat(event.headers().lastHeader("ce_type").value())
        .asString()
        .isEqualTo("mithaq.reconciliation.v1");
  }

  @Test
  void whatIsReallyReportedFollowsTheContract() throws IOException {
    ProducerRecord<String, byte[]> event =
        LoggedProducer.event("exchange-joint", 17_205, Instant.parse("2026-03-02T22:14:06Z"));
    JsonNode said = JSON.readTree(event.value());
    assertThat(schema.validate(said)).isEmpty();
    assertThat(said.get("number").asLong()).isEqualTo(17_205);
    assertThat(event.topic()).isEqualTo("mithaq.logged");
    assertThat(event.key()).isEqualTo("exchange-joint");
    Map<String, String> headers = new TreeMap<>();
    event
        .headers()
        .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    assertThat(headers)
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_source", "urn:mithaq:audit")
        .containsEntry("ce_type", "mithaq.logged.v1")
        .containsEntry("ce_subject", "exchange-joint")
        .containsEntry("ce_time", "2026-03-02T22:14:06Z")
        .containsEntry("content-type", "application/json")
        .containsKey("ce_id");
  }
}
