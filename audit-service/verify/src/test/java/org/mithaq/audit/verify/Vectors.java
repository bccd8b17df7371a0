package org.mithaq.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The published test vectors, where they are present; in a build that counts they must be. */
final class Vectors {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Vectors() {}

  static Path folder(String name) {
    Path folder =
        Path.of(System.getProperty("mithaq.shared", "../../../shared"), "data/audit-vectors", name);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(folder).exists();
    }
    assumeTrue(Files.exists(folder), "no vectors at " + folder);
    return folder;
  }

  static JsonNode json(Path file) {
    try {
      return MAPPER.readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<Path> cases(String folder) {
    try (Stream<Path> files = Files.walk(folder(folder))) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] hash(JsonNode node) {
    return node.isNull() ? new byte[0] : Base64.getDecoder().decode(node.asText());
  }

  static List<byte[]> hashes(JsonNode node) {
    List<byte[]> hashes = new ArrayList<>();
    node.forEach(hash -> hashes.add(hash(hash)));
    return hashes;
  }
}
