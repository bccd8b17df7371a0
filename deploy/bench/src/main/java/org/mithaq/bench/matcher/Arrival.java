package org.mithaq.bench.matcher;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.mithaq.alert.matching.Posting;
import org.mithaq.alert.matching.PostingChange;
import org.mithaq.alert.matching.TokenChanges;

/**
 * One token of a signal that arrives, as the second hop is given it.
 *
 * @param agreement agreement of the signal
 * @param token the token
 * @param key both, as they are the key of a record
 * @param change what changes in the posting list: something new
 */
public record Arrival(String agreement, String token, String key, PostingChange change) {

  /** Refuses what is nothing new. */
  public Arrival {
    requireNonNull(change.after(), "after");
  }

  /** The same as the product's second hop is given it. */
  public TokenChanges changes() {
    return new TokenChanges(agreement, 0, new TreeMap<>(Map.of(token, change)));
  }

  /** The posting that arrives. */
  public Posting posting() {
    return requireNonNull(change.after());
  }
}
