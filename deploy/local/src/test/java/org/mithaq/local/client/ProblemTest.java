package org.mithaq.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void makesASentenceOfAProblem() {
    assertThat(
            read("{\"type\":\"urn:mithaq:problem:forbidden\",\"title\":\"Not allowed\",\"status\":403,"
                    + "\"detail\":\"The group analyst is needed.\",\"instance\":\"urn:uuid:7\"}")
                .sentence())
        .isEqualTo("Not allowed: The group analyst is needed. (incident urn:uuid:7)");
  }

  @Test
  void makesDoWithWhateverAnswers() {
    assertThat(read("<html>Bad gateway</html>").sentence()).isEqualTo("HTTP 502");
    assertThat(read("").sentence()).isEqualTo("HTTP 502");
    assertThat(read("[1]").sentence()).isEqualTo("HTTP 502");
    assertThat(read("{\"title\":\"a\\u001b[31mb\"}").sentence()).isEqualTo("a\ufffd[31mb");
  }

  private static Problem read(String body) {
    return Problem.read(502, body.getBytes(StandardCharsets.UTF_8));
  }
}
