package org.mithaq.alert.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** Writes server-sent events, as the HTML standard has them. They leave with the next flush. */
final class EventStream {

  private final OutputStream out;
  private final StringBuilder held = new StringBuilder();

  EventStream(OutputStream out) {
    this.out = out;
  }

  /** A comment: a sign of life that no event handler sees. It leaves at once. */
  void comment(String text) throws IOException {
    held.append(": ").append(text).append("\n\n");
    flush();
  }

  /**
   * An event.
   *
   * @param data without line breaks
   */
  void event(String name, long id, String data) {
    if (data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a line break would end the event");
    }
    held.append("event: ").append(name).append("\nid: ").append(id);
    held.append("\ndata: ").append(data).append("\n\n");
  }

  /** Hands over what is held; returns when it is taken. */
  void flush() throws IOException {
    byte[] bytes = held.toString().getBytes(UTF_8);
    held.setLength(0);
    out.write(bytes);
    out.flush();
  }
}
