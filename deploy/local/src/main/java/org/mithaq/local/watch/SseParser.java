package org.mithaq.local.watch;

import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of server-sent events line by line, after the HTML Living Standard §9.2.6: an
 * event is complete at its blank line, and one that the stream's end cuts off does not count.
 */
final class SseParser {

  /** What a line completed. */
  sealed interface Item {

    /** An event. */
    record Event(SseEvent event) implements Item {}

    /** A comment: the server's sign of life. */
    record Comment(String text) implements Item {}
  }

  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private @Nullable String event;
  private @Nullable String id;
  private boolean first = true;

  /** Takes the next line, without its end, and gives what it completed, or null. */
  @Nullable Item line(String text) {
    String line = first && text.startsWith("\ufeff") ? text.substring(1) : text;
    first = false;
    if (line.isEmpty()) {
      return complete();
    }
    if (line.startsWith(":")) {
      return new Item.Comment(line.substring(1).strip());
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    switch (field) {
      case "data" -> {
        if (hasData) {
          data.append('\n');
        }
        data.append(value);
        hasData = true;
      }
      case "event" -> event = value;
      case "id" -> {
        if (value.indexOf('\0') < 0) {
          id = value;
        }
      }
      default -> {
        // Fields that are not known are ignored, says the standard; the pause before a reconnection
        // is ours.
      }
    }
    return null;
  }

  private @Nullable Item complete() {
    Item item =
        hasData
            ? new Item.Event(
                new SseEvent(
                    id, event == null || event.isEmpty() ? "message" : event, data.toString()))
            : null;
    data.setLength(0);
    hasData = false;
    event = null;
    return item;
  }
}
