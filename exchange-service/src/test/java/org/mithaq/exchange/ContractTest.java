package org.mithaq.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mithaq.exchange.outbox.OutboxEvent;
import org.mithaq.exchange.outbox.Question;
import org.mithaq.exchange.outbox.Statement;
import org.mithaq.exchange.outbox.Tally;
import org.mithaq.exchange.outbox.Topics;

/** What this service publishes is what its contracts and their examples say. */
class ContractTest {

  private static final Path CONTRACTS = Path.of("src/main/contracts");

  static Stream<Path> examples() throws IOException {
    return Files.walk(CONTRACTS).filter(p -> p.getParent().endsWith("examples"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void keepsEveryExampleValid(Path example) throws IOException {
    JsonNode json = new ObjectMapper().readTree(example.toFile());
    String contract = CONTRACTS.relativize(example).getName(0).toString();
    assertThat(Contracts.faults(contract, json)).isEmpty();
  }

  @Test
  void understandsEveryQuestionOfTheAuditLog() throws Exception {
    URL folder = ContractTest.class.getResource("/contracts/audit/reconciliation/examples");
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      List<Path> examples = files.toList();
      assertThat(examples).isNotEmpty();
      for (Path example : examples) {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(example.toFile());
        json.put("added", 1);
        Question question = Question.read(bytes(json)).orElseThrow();
        assertThat(question.id()).hasToString(json.get("id").asText());
        assertThat(question.emitter()).isEqualTo(json.get("emitter").asText());
        assertThat(question.until()).isEqualTo(Instant.parse(json.get("until").asText()));
        json.remove("until");
        assertThat(Question.read(bytes(json))).isEmpty();
      }
    }
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void statesWhatItsContractSays() throws Exception {
    Topics topics = new Topics("joint", "http://127.0.0.1:8081");
    JsonNode example =
        new ObjectMapper().readTree(CONTRACTS.resolve("statement/examples/some.json").toFile());
    UUID asked = UUID.fromString(example.get("reconciliation").asText());
    Tally tally = new Tally(1, 17_205, Base64.getDecoder().decode(example.get("digest").asText()));
    OutboxEvent event =
        new Statement(asked, tally, Instant.parse(example.get("at").asText()))
            .event(UUID.randomUUID(), topics);
    assertThat(new ObjectMapper().readTree(event.payload())).isEqualTo(example);
    assertThat(event.topic()).isEqualTo("mithaq.disclosures.exchange-joint");
    assertThat(event.type()).isEqualTo("mithaq.statement.v1");
    assertThat(event.key()).isEqualTo("exchange-joint");
  }
}
