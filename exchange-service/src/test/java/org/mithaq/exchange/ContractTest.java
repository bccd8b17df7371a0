package org.mithaq.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
}
