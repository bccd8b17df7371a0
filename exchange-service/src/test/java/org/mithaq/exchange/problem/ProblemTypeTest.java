package org.mithaq.exchange.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {

  @Test
  void isToldWholeInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    List<String> told =
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (\\d{3})[^|]*\\|")
            .matcher(readme)
            .results()
            .map(r -> r.group(1) + " " + r.group(2))
            .toList();
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemType.values()).map(t -> t.slug() + " " + t.status()).toList());
  }

  @Test
  void hasSlugsOfItsNames() {
    assertThat(ProblemType.values())
        .allSatisfy(
            t ->
                assertThat(t.slug())
                    .isEqualTo(t.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')));
  }

  @Test
  void limitsTheErrorsOfABody() {
    List<FieldError> many =
        java.util.stream.IntStream.range(0, 1000)
            .mapToObj(i -> new FieldError("/" + i, "x"))
            .toList();
    assertThat(
            ProblemBody.of(
                    new Problem.Fault(ProblemType.INVALID_SIGNAL, "d", many), UUID.randomUUID())
                .path("errors")
                .size())
        .isEqualTo(100);
  }

  @Test
  void readsAs403WhereNothingWasPosted() {
    Problem.Refusal refusal = new Problem.Refusal(ProblemType.AGREEMENT_SUSPENDED, "d");
    assertThat(refusal.status()).isEqualTo(422);
    assertThat(refusal.whenReading().status()).isEqualTo(403);
    assertThat(Problem.notFound().whenReading().status()).isEqualTo(404);
  }
}
