package org.mithaq.alert.matching;

import java.util.List;

/**
 * The postings of a token that have the same audience.
 *
 * @param audience agencies, sorted
 * @param count how many postings
 */
public record Group(List<String> audience, long count) {

  /** Copies the audience and refuses a negative count. */
  public Group {
    audience = List.copyOf(audience);
    if (count < 0) {
      throw new IllegalArgumentException("count");
    }
  }
}
