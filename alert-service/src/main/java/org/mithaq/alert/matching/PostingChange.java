package org.mithaq.alert.matching;

import org.jspecify.annotations.Nullable;

/**
 * What a new view changes in one posting list, in one piece, so that nobody sees the moment
 * between.
 *
 * @param before the posting so far, or null
 * @param after the posting from now on, or null
 */
public record PostingChange(@Nullable Posting before, @Nullable Posting after) {}
