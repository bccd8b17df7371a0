package org.mithaq.alert.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where posting lists stand: as ranges, so that no list is ever read or written whole. The postings
 * of a token are kept by audience; there are few audiences, and each agency's own frequency follows
 * from their counters without touching the postings.
 */
public interface PostingShelf {

  /** The audiences that the token's postings have, in order of their ids. */
  List<Group> groups(String token);

  /** Writes the counter of one audience; a count of zero removes it. */
  void put(String token, Group group);

  /** The oldest postings of one audience, by acceptance and id, at most {@code limit}. */
  List<Posting> oldest(String token, String group, int limit);

  /** The posting with the same place in the list, or null. */
  @Nullable Posting find(String token, String group, Posting posting);

  /** Writes a posting. */
  void put(String token, String group, Posting posting);

  /** Removes a posting. */
  void remove(String token, String group, Posting posting);
}
