package org.mithaq.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The contracts of events, with their examples, as their publishers keep them. */
public final class Contracts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Contracts() {}

  /** Asserts that an event keeps its contract. */
  public static void assertKept(String owner, String event, JsonNode value) throws IOException {
    assertThat(schema(owner, event).validate(value)).isEmpty();
  }

  /** The examples of an event, by file name. */
  public static Map<String, byte[]> examples(String owner, String event)
      throws IOException, URISyntaxException {
    Map<String, byte[]> examples = new TreeMap<>();
    URL folder = Contracts.class.getResource("/contracts/" + owner + "/" + event + "/examples");
    assertThat(folder).isNotNull();
    try (var files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.toList()) {
        examples.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    assertThat(examples).isNotEmpty();
    return examples;
  }

  private static JsonSchema schema(String owner, String event) throws IOException {
    try (InputStream schema =
        Contracts.class.getResourceAsStream(
            "/contracts/" + owner + "/" + event + "/v1.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              JSON.readTree(schema),
              SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
  }
}
