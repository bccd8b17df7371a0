package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BulkReaderTest {

  private static List<BulkReader.Line> all(InputStream in, int longest) throws IOException {
    List<BulkReader.Line> lines = new ArrayList<>();
    try (BulkReader reader = new BulkReader(in, longest)) {
      for (List<BulkReader.Line> some = reader.next(7); !some.isEmpty(); some = reader.next(7)) {
        assertThat(some).hasSizeLessThanOrEqualTo(7);
        lines.addAll(some);
      }
    }
    return lines;
  }

  private static List<String> texts(List<BulkReader.Line> lines) {
    return lines.stream()
        .map(
            line ->
                switch (line) {
                  case BulkReader.Line.Complete(long number, byte[] bytes) ->
                      number + ":" + new String(bytes, StandardCharsets.UTF_8);
                  case BulkReader.Line.TooLong(long number) -> number + ":too long";
                })
        .toList();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void cutsLinesAndCountsThemAll() throws IOException {
    assertThat(texts(all(stream("a\n\n  \r\nb\r\nc"), 100))).containsExactly("1:a", "4:b\r", "5:c");
    assertThat(all(stream(""), 100)).isEmpty();
    assertThat(texts(all(stream("a\n"), 100))).containsExactly("1:a");
  }

  @Test
  void dropsALineThatIsTooLongAndNoOther() throws IOException {
    String text =
        "a\n"
            + "x".repeat(200_000)
            + "\nb\n"
            + "y".repeat(101)
            + "\n"
            + "z".repeat(100)
            + "\n"
            + "q".repeat(500);
    assertThat(texts(all(stream(text), 100)))
        .containsExactly(
            "1:a", "2:too long", "3:b", "4:too long", "5:" + "z".repeat(100), "6:too long");
  }

  @Test
  void givesOutWhatHasArrivedWhileTheSenderStillSends() throws IOException {
    try (PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out);
        BulkReader reader = new BulkReader(in, 100)) {
      for (int i = 1; i <= 3; i++) {
        out.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        assertThat(texts(reader.next(10))).containsExactly(i + ":line " + i);
      }
      out.close();
      assertThat(reader.next(10)).isEmpty();
      assertThat(reader.next(10)).isEmpty();
    }
  }

  @Test
  void givesOutTheLinesBeforeABreakAndNothingOfTheCutOne() throws IOException {
    InputStream broken =
        new InputStream() {
          private final InputStream before = stream("a\nb\nhalf a li");

          @Override
          public int read() throws IOException {
            int next = before.read();
            if (next < 0) {
              throw new IOException("gone");
            }
            return next;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            int next = before.read(buffer, offset, length);
            if (next < 0) {
              throw new IOException("gone");
            }
            return next;
          }
        };
    try (BulkReader reader = new BulkReader(broken, 100)) {
      List<String> read = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                while (true) {
                  read.addAll(texts(reader.next(1)));
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(read).containsExactly("1:a", "2:b");
    }
  }

  @Test
  void givesEveryLineOnceHoweverTheBytesArrive() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 5_000; i++) {
      String line = "x".repeat(1 + random.nextInt(300));
      text.append(line).append('\n');
      expected.add(i + ":" + line);
    }
    InputStream drops =
        new InputStream() {
          private final InputStream whole = stream(text.toString());

          @Override
          public int read() throws IOException {
            return whole.read();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return whole.read(buffer, offset, Math.min(length, 1 + random.nextInt(500)));
          }
        };
    assertThat(texts(all(drops, 300))).isEqualTo(expected);
  }
}
