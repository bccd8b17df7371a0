package org.mithaq.alert.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** Writes server-sent events, as the HTML standard has them; each leaves at once. */
final class EventStream {

  private final OutputStream out;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /** A comment: a sign of life that no event handler sees. */
  void comment(String text) throws IOException {
    write(": " + text + "\n\n");
  }

  /**
   * An event.
   *
   * @param data without line breaks
   */
  void event(String name, long id, String data) throws IOException {
    if (data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a line break would end the event");
    }
    write("event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
