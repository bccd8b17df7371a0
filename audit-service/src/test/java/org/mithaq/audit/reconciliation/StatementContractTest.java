package org.mithaq.audit.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every example of what emitters state is understood. */
class StatementContractTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<Path> examples() throws Exception {
    List<Path> examples = new ArrayList<>();
    for (String publisher : List.of("exchange", "alert")) {
      String folder = "/contracts/" + publisher + "/statement/examples";
      try (Stream<Path> files =
          Files.list(new File(StatementContractTest.class.getResource(folder).toURI()).toPath())) {
        files.forEach(examples::add);
      }
    }
    assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
    return examples;
  }

  @Test
  void everyExampleIsUnderstoodAndUnknownFieldsAreIgnored() throws Exception {
    for (Path example : examples()) {
      JsonNode json = JSON.readTree(example.toFile());
      ((ObjectNode) json).put("added", 1);
      Statement statement =
          StatementMapper.read(JSON.writeValueAsBytes(json)).orElseThrow(AssertionError::new);
      assertThat(statement.reconciliation()).hasToString(json.get("reconciliation").asText());
      assertThat(statement.emitter()).isEqualTo(json.get("emitter").asText());
      assertThat(statement.tally().first()).isEqualTo(json.get("first").asLong());
      assertThat(statement.tally().number()).isEqualTo(json.get("number").asLong());
      assertThat(Base64.getEncoder().encodeToString(statement.tally().digest()))
          .isEqualTo(json.get("digest").asText());
    }
  }

  @Test
  void whatSaysLessIsNoStatement() throws Exception {
    JsonNode example = JSON.readTree(examples().getFirst().toFile());
    for (String field : List.of("reconciliation", "emitter", "first", "number", "digest")) {
      ObjectNode without = example.deepCopy();
      without.remove(field);
      assertThat(StatementMapper.read(JSON.writeValueAsBytes(without))).as(field).isEmpty();
    }
    ObjectNode huge = example.deepCopy();
    huge.put("number", BigInteger.TWO.pow(64).add(BigInteger.ONE));
    assertThat(StatementMapper.read(JSON.writeValueAsBytes(huge))).isEmpty();
    for (String wrong : List.of("", "{", "[]", "null", "7")) {
      assertThat(StatementMapper.read(wrong.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
  }
}
