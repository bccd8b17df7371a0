package org.mithaq.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed description is the one that is served. {@code -Dopenapi.update} writes it anew. */
@QuarkusTest
class OpenApiIT extends RunningAlert {

  private static final Path COMMITTED = Path.of("src/main/openapi/openapi.yaml");

  @Test
  void committedDescriptionIsTheOneThatIsServed() throws IOException {
    String served = given().get("/q/openapi?format=yaml").asString();
    if (System.getProperty("openapi.update") != null) {
      Files.writeString(COMMITTED, served);
    }
    assertThat(served).isEqualTo(Files.readString(COMMITTED));
    assertThat(served).startsWith("---\nopenapi: 3.1");
  }
}
