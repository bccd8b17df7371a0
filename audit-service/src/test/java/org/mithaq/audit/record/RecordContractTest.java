package org.mithaq.audit.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordContractTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private final RecordMapper mapper = new RecordMapper();

  static List<Path> examples() throws IOException {
    try (Stream<Path> exchange = Files.list(folder("exchange").resolve("examples"));
        Stream<Path> alert = Files.list(folder("alert").resolve("examples"))) {
      return Stream.concat(exchange, alert).sorted().toList();
    }
  }

  private static Path folder(String publisher) {
    return new File(
            RecordContractTest.class.getResource("/contracts/" + publisher + "/record").getPath())
        .toPath();
  }

  private static JsonSchema schema(String publisher) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(folder(publisher).resolve("v1.schema.json")));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void readsEveryExampleWholeAndWritesItAgain(Path example) throws IOException {
    byte[] payload = Files.readAllBytes(example);
    Disclosure record = mapper.read(payload);
    assertThat(JSON.readTree(mapper.write(record))).isEqualTo(JSON.readTree(payload));
    List<Field> fields = mapper.fields(payload);
    JsonNode tree = JSON.readTree(payload);
    assertThat(fields)
        .extracting(Field::name)
        .containsAll(tree.propertyStream().map(p -> p.getKey()).toList());
    for (Field field : fields) {
      String list = "[" + field.value() + "]";
      assertThat(new JsonCanonicalizer(list).getEncodedString()).isEqualTo(list);
    }
  }

  @Test
  void thereAreExamples() throws IOException {
    assertThat(examples()).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void whatThisServiceRecordsOfItselfFollowsTheSameContract() throws IOException {
    JsonNode own = JSON.readTree(mapper.write(Records.sharing()));
    assertThat(schema("exchange").validate(own)).isEmpty();
    assertThat(schema("alert").validate(own)).isEmpty();
  }
}
