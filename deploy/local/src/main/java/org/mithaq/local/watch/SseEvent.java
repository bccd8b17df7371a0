package org.mithaq.local.watch;

import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 *
 * @param id the last id that the stream gave, or null before the first
 * @param event its name; {@code message} if it has none
 * @param data its lines, joined by line feeds
 */
public record SseEvent(@Nullable String id, String event, String data) {

  @Override
  public String toString() {
    return "SseEvent[" + id + ", " + event + ", " + data.length() + " characters]";
  }
}
