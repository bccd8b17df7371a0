package org.mithaq.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseParserTest {

  @Test
  void readsAnEventAtItsBlankLine() {
    assertThat(parse("id: 7", "event: notice", "data: {\"a\":", "data: 1}", ""))
        .containsExactly(new SseParser.Item.Event(new SseEvent("7", "notice", "{\"a\":\n1}")));
  }

  @Test
  void keepsTheLastIdAndForgetsTheName() {
    assertThat(parse("id: 7", "event: notice", "data: a", "", "data: b", ""))
        .containsExactly(
            new SseParser.Item.Event(new SseEvent("7", "notice", "a")),
            new SseParser.Item.Event(new SseEvent("7", "message", "b")));
  }

  @Test
  void takesCommentsForSignsOfLifeAndIgnoresWhatItDoesNotKnow() {
    assertThat(parse(": heartbeat", "retry: 10", "unknown", "data:x", ""))
        .containsExactly(
            new SseParser.Item.Comment("heartbeat"),
            new SseParser.Item.Event(new SseEvent(null, "message", "x")));
  }

  @Test
  void dropsWhatTheEndOfTheStreamCutOff() {
    assertThat(parse("id: 8", "data: half")).isEmpty();
  }

  @Test
  void makesNoEventOfABlankLine() {
    assertThat(parse("", "id: 3", "", "")).isEmpty();
  }

  @Test
  void removesOneSpaceAndTheByteOrderMark() {
    assertThat(parse("\ufeffdata:  two spaces", "data", ""))
        .containsExactly(new SseParser.Item.Event(new SseEvent(null, "message", " two spaces\n")));
  }

  @Test
  void tellsNothingOfItsDataInItsText() {
    assertThat(new SseEvent("1", "notice", "secret").toString()).doesNotContain("secret");
  }

  private static List<SseParser.Item> parse(String... lines) {
    SseParser parser = new SseParser();
    List<SseParser.Item> items = new ArrayList<>();
    for (String line : lines) {
      SseParser.Item item = parser.line(line);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }
}
