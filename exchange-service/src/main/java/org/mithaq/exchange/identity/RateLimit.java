package org.mithaq.exchange.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the requests of each agency in windows of a minute, so that one agency's broken loop does
 * not starve the others. Counted by this instance alone.
 */
public final class RateLimit {

  /** How long a window is. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  private final int quota;
  private final Map<AgencyId, Usage> usages = new ConcurrentHashMap<>();

  /**
   * A limit.
   *
   * @param quota requests of an agency a window
   */
  public RateLimit(int quota) {
    if (quota < 1) {
      throw new IllegalArgumentException("mithaq.identity.requests-per-minute must be 1 or more.");
    }
    this.quota = quota;
  }

  private record Usage(long window, int count) {}

  /**
   * How an agency stands after a request.
   *
   * @param permitted whether the request is within the quota
   * @param remaining how many more are
   * @param reset seconds until the window ends
   */
  public record Standing(boolean permitted, int remaining, long reset) {}

  /** Counts one request. */
  public Standing count(AgencyId agency, Instant now) {
    long window = now.getEpochSecond() / WINDOW.toSeconds();
    Usage usage =
        usages.merge(
            agency,
            new Usage(window, 1),
            (old, fresh) ->
                old.window() == window
                    ? new Usage(window, Math.min(old.count() + 1, quota + 1))
                    : fresh);
    return new Standing(
        usage.count() <= quota,
        Math.max(0, quota - usage.count()),
        (window + 1) * WINDOW.toSeconds() - now.getEpochSecond());
  }

  /** The quota as the header {@code RateLimit-Policy} has it. */
  public String policy() {
    return "\"agency\";q=" + quota + ";w=" + WINDOW.toSeconds();
  }
}
