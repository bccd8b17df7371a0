package org.mithaq.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The committed description is the one that is served; {@code -Dopenapi.update=true} writes it
 * anew.
 */
@QuarkusTest
@OnStack
class OpenApiIT {

  private static final Path COMMITTED = Path.of("src/main/openapi/openapi.yaml");

  @Test
  void servesTheDescriptionThatIsCommitted() throws IOException {
    String served = given().queryParam("format", "yaml").get("/q/openapi").asString();
    if (Boolean.getBoolean("openapi.update")) {
      Files.createDirectories(COMMITTED.getParent());
      Files.writeString(COMMITTED, served);
    }
    assertThat(served).startsWith("---\nopenapi: 3.1").isEqualTo(Files.readString(COMMITTED));
  }
}
