package org.mithaq.local.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static final Set<String> AGENCIES = Set.of("ma-dgsn", "nl-kmar");

  @Test
  void passesPlainSignalsOnByteForByte() throws IOException {
    String odd =
        "{\"reference\":\"R/1\",  \"place\":{\"latitude\":35.170000000000000001},\"narrative\":\"\\ud83d\"}";

    List<Line> lines = read(odd + "\r\n\n  \n{\"article\":\"5\"}", "ma-dgsn");

    assertThat(lines).extracting(Line::number).containsExactly(1L, 4L);
    assertThat(text(lines.get(0))).isEqualTo(odd + " ".repeat(0));
    assertThat(lines.get(0).reference()).isEqualTo("R/1");
    assertThat(lines.get(1).reference()).isNull();
    assertThat(lines).extracting(Line::agency).containsOnly("ma-dgsn");
  }

  @Test
  void makesAnEnvelopesKeyTheReference() throws IOException {
    List<Line> lines =
        read(
            "{\"agency\":\"nl-kmar\",\"key\":\"k-1\",\"signal\":{\"article\":\"5\",\"reference\":\"old\"}}\n"
                + "{\"agency\":\"ma-dgsn\",\"signal\":{\"article\":\"5\",\"reference\":\"own\"}}\n"
                + "{\"key\":\"k-3\",\"signal\":{}}\n",
            "ma-dgsn");

    assertThat(lines).extracting(Line::agency).containsExactly("nl-kmar", "ma-dgsn", "ma-dgsn");
    assertThat(lines).extracting(Line::reference).containsExactly("k-1", "own", "k-3");
    assertThat(text(lines.get(0))).isEqualTo("{\"article\":\"5\",\"reference\":\"k-1\"}");
    assertThat(text(lines.get(2))).isEqualTo("{\"reference\":\"k-3\"}");
  }

  @Test
  void keepsDigitsAndTextOfAnEnvelopesSignal() throws IOException {
    List<Line> lines =
        read(
            "{\"agency\":\"nl-kmar\",\"key\":\"k\",\"signal\":{\"a\":35.170000000000000001,\"b\":12345678901234567890123,"
                + "\"c\":\"\\ud800 قارب 🚢\"}}",
            null);

    assertThat(text(lines.getFirst()))
        .contains("35.170000000000000001")
        .contains("12345678901234567890123")
        .contains("\\uD800")
        .contains("\\u0642")
        .isPrintable();
  }

  @Test
  void refusesEachLineThatNobodyCanPublishAndGoesOn() throws IOException {
    List<Line> lines =
        read(
            "{\"agency\":\"xx-none\",\"key\":\"k1\",\"signal\":{}}\n"
                + "{\"agency\":\"nl-kmar\",\"key\":\"k2\",\"signal\":[]}\n"
                + "not json\n"
                + "{\"article\":\"5\"}\n"
                + "{\"agency\":\"nl-kmar\",\"key\":\"k5\",\"signal\":{}}\n",
            null);

    assertThat(lines)
        .extracting(line -> line.fault() == null ? "sent" : line.fault().slug())
        .containsExactly(
            "unknown-agency", "malformed-json", "malformed-json", "unknown-agency", "sent");
    assertThat(lines.get(0).reference()).isEqualTo("k1");
  }

  @Test
  void leavesTheJudgementOfAMalformedSignalToTheService() throws IOException {
    List<Line> lines = read("{\"article\":\n{\"a\":1,\"a\":2}", "ma-dgsn");

    assertThat(lines).allSatisfy(line -> assertThat(line.fault()).isNull());
    assertThat(text(lines.get(0))).isEqualTo("{\"article\":");
  }

  @Test
  void ignoresTheMarkThatAnEditorPutBeforeTheFirstLine() throws IOException {
    assertThat(text(read("\ufeff{\"reference\":\"R\"}", "ma-dgsn").getFirst()))
        .isEqualTo("{\"reference\":\"R\"}");
  }

  @Test
  void holdsNoLineThatIsTooLong() throws IOException {
    List<Line> lines =
        read(
            "{\"narrative\":\"" + "x".repeat(LineReader.LONGEST) + "\"}\n{\"article\":\"5\"}",
            "ma-dgsn");

    assertThat(lines.get(0).fault().slug()).isEqualTo("too-large");
    assertThat(lines.get(0).body()).isEmpty();
    assertThat(lines.get(1).fault()).isNull();
  }

  @Test
  void tellsNothingOfASignalInItsText() throws IOException {
    assertThat(read("{\"narrative\":\"secret\"}", "ma-dgsn").getFirst().toString())
        .doesNotContain("secret");
  }

  private static List<Line> read(String text, @Nullable String agency) throws IOException {
    LineReader reader =
        new LineReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            agency,
            AGENCIES::contains);
    List<Line> lines = new ArrayList<>();
    for (Line line = reader.next(); line != null; line = reader.next()) {
      lines.add(line);
    }
    return lines;
  }

  private static String text(Line line) {
    return new String(line.body(), StandardCharsets.UTF_8);
  }
}
