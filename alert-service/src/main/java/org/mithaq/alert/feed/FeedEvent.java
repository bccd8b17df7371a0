package org.mithaq.alert.feed;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of an agency's feed.
 *
 * @param sequence its number in the agency's feed
 * @param notice notice id
 * @param version the version that entered the feed
 * @param agreement agreement of the notice
 * @param articles articles of the notice
 * @param body the body, or null when a newer version has taken its place
 */
public record FeedEvent(
    long sequence,
    String notice,
    int version,
    String agreement,
    List<String> articles,
    @Nullable String body) {

  /** Copies the articles. */
  public FeedEvent {
    requireNonNull(notice, "notice");
    requireNonNull(agreement, "agreement");
    articles = List.copyOf(articles);
  }

  /** Names the notice only. */
  @Override
  public String toString() {
    return "FeedEvent[" + sequence + " " + notice + " v" + version + "]";
  }
}
