package org.mithaq.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Validates events against the contracts of this service. */
public final class Contracts {

  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

  private Contracts() {}

  /** What is wrong with an event, formats included. */
  public static List<String> faults(String contract, JsonNode event) {
    JsonSchema schema = SCHEMAS.computeIfAbsent(contract, Contracts::schema);
    return schema
        .validate(event, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private static JsonSchema schema(String contract) {
    String path = "/contracts/exchange/" + contract + "/v1.schema.json";
    try (InputStream in = Contracts.class.getResourceAsStream(path)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(in, SchemaValidatorsConfig.builder().build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
