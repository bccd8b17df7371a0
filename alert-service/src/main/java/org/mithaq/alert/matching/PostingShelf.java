package org.mithaq.alert.matching;

/** Where posting lists stand, one for each token of an agreement. */
public interface PostingShelf {

  /** The list of a token, which may be empty. It is used before another one is asked for. */
  PostingList list(String agreement, String token);
}
