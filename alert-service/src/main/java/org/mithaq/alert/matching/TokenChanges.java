package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * What one step of a signal changes in the posting lists of one part of the tokens: what goes the
 * same way goes in one piece.
 *
 * @param agreement agreement of the signal
 * @param part which part of the tokens
 * @param changes what changes, by token
 */
public record TokenChanges(String agreement, int part, SortedMap<String, PostingChange> changes) {

  /** Copies the changes. */
  public TokenChanges {
    requireNonNull(agreement, "agreement");
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
  }

  /**
   * Sorts changes into parts, each token always into the same.
   *
   * @param parts how many parts there are
   */
  static SortedMap<Integer, TokenChanges> sorted(
      String agreement, Map<String, PostingChange> changes, int parts) {
    SortedMap<Integer, SortedMap<String, PostingChange>> byPart = new TreeMap<>();
    changes.forEach(
        (token, change) ->
            byPart
                .computeIfAbsent(part(key(agreement, token), parts), p -> new TreeMap<>())
                .put(token, change));
    SortedMap<Integer, TokenChanges> sorted = new TreeMap<>();
    byPart.forEach((part, some) -> sorted.put(part, new TokenChanges(agreement, part, some)));
    return sorted;
  }

  private static int part(String key, int parts) {
    CRC32 sum = new CRC32();
    sum.update(key.getBytes(UTF_8));
    return (int) (sum.getValue() % parts);
  }

  private static String key(String agreement, String token) {
    return agreement + "|" + token;
  }

  /** Tokens stay out of logs. */
  @Override
  public String toString() {
    return "TokenChanges[" + agreement + " " + changes.size() + "]";
  }
}
