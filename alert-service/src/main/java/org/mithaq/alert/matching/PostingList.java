package org.mithaq.alert.matching;

import static java.util.Comparator.comparingLong;

import java.util.Comparator;
import java.util.List;

/**
 * The signals that bear one token. They are kept by audience; there are few audiences, and each
 * agency's own frequency follows from their counters without touching the postings. So no list that
 * is long is ever read or written whole.
 *
 * <p>The place of a posting is its audience, when its signal was accepted, and the signal's id.
 */
public interface PostingList {

  /** The order of postings with one audience. */
  Comparator<Posting> BY_ACCEPTANCE =
      comparingLong((Posting posting) -> posting.header().acceptedAt())
          .thenComparing(posting -> posting.header().id());

  /** The audiences that the postings have, each with its count. */
  List<Group> groups();

  /** The oldest postings of one audience, by acceptance and id, at most {@code limit}. */
  List<Posting> oldest(List<String> audience, int limit);

  /** Whether so many of the same audience come before a posting, be it in the list or not. */
  boolean precede(Posting posting, int count);

  /** Adds a posting, or replaces the one at its place; whether it is one more. */
  boolean put(Posting posting);

  /** Removes the posting at the same place, if there is one. */
  void remove(Posting posting);
}
