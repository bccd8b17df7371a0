package org.mithaq.alert.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new view changes in one posting list, in one piece, so that nobody sees the moment
 * between.
 *
 * @param before the posting so far, or null
 * @param after the posting from now on, or null
 * @param retraction what became of the version before, for who was told of it; null without one
 */
public record PostingChange(
    @Nullable Posting before, @Nullable Posting after, @Nullable Retraction retraction) {

  /** What each agency that could know of the version before is to learn of its end. */
  public List<AgencyNews.Retracted> retracted() {
    return before == null || retraction == null
        ? List.of()
        : retraction.to(before.header(), before.audience());
  }
}
