package org.mithaq.exchange.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private static StrictJson.Outcome read(String text) {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<FieldError> unfit(String text) {
    assertThat(read(text)).isInstanceOf(StrictJson.Outcome.Unfit.class);
    return ((StrictJson.Outcome.Unfit) read(text)).errors();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1 2]",
        "{'a':1}",
        "{\"a\":1} x",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "\u0000",
        "{\"a\":\"\u0000\"}",
        "// no\n{}",
        "\ufeff{}"
      })
  void refusesWhatIsNotJson(String text) {
    assertThat(read(text)).isInstanceOf(StrictJson.Outcome.NotJson.class);
  }

  @Test
  void refusesOtherEncodingsThanUtf8() {
    assertThat(StrictJson.read("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(StrictJson.Outcome.NotJson.class);
    assertThat(StrictJson.read("{\"a\":1}".getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(StrictJson.Outcome.NotJson.class);
    byte[] surrogateInUtf8 = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};
    assertThat(StrictJson.read(surrogateInUtf8)).isInstanceOf(StrictJson.Outcome.NotJson.class);
  }

  @Test
  void refusesDepthWithoutEnd() {
    assertThat(read("[".repeat(100_000))).isInstanceOf(StrictJson.Outcome.NotJson.class);
  }

  @Test
  void refusesNumbersThatAreLongOrFarAway() {
    assertThat(read("{\"a\":" + "9".repeat(100) + "}"))
        .isInstanceOf(StrictJson.Outcome.NotJson.class);
    assertThat(unfit("{\"a\":1e999999}")).extracting(FieldError::pointer).containsExactly("/a");
  }

  @Test
  void namesEveryDuplicateNulAndLoneSurrogateByItsPointer() {
    assertThat(
            unfit(
                """
                {"a": 1, "a": 2, "b": "x\\u0000y", "c": ["ok", "\\ud800"], "d/e": {"~": "\\udc00\\ud800"}}
                """))
        .extracting(FieldError::pointer)
        .containsExactly("/a", "/b", "/c/1", "/d~1e/~0");
  }

  @Test
  void findsFaultsInNamesToo() {
    assertThat(unfit("{\"a\\u0000\": 1}")).extracting(FieldError::pointer).containsExactly("");
  }

  @Test
  void keepsFourByteAndRightToLeftText() {
    String text = "{\"a\":\"😀 𐍈 يوسف\u202e\"}";
    assertThat(read(text))
        .isInstanceOfSatisfying(
            StrictJson.Outcome.Document.class,
            d -> assertThat(d.root().path("a").textValue()).isEqualTo("😀 𐍈 يوسف\u202e"));
    assertThat(read("{\"a\":\"\\ud83d\\ude00\"}"))
        .isInstanceOfSatisfying(
            StrictJson.Outcome.Document.class,
            d -> assertThat(d.root().path("a").textValue()).isEqualTo("😀"));
  }

  @Test
  void saysNothingOfTheContentInItsText() {
    assertThat(read("{\"a\":\"secret\"}").toString()).doesNotContain("secret");
    assertThat(((StrictJson.Outcome.NotJson) read("{\"secret\":x}")).detail())
        .doesNotContain("secret");
  }
}
