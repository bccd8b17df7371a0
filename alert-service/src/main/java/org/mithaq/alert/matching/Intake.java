package org.mithaq.alert.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.agreement.Partner;

/** Decides on each view that arrives, and says what it changes. Pure. */
public final class Intake {

  private Intake() {}

  /** The decision on a view. */
  public sealed interface Decision {

    /** It is the newest and comes from where it may. */
    record Taken() implements Decision {}

    /** It is not after the last seen: it was taken before, or came late. */
    record Stale() implements Decision {}

    /**
     * It says the same again, and bears nothing by the key that is matched by: it goes on by what
     * the last one bore.
     *
     * @param view it, with the selectors of the last one
     */
    record OtherKey(View view) implements Decision {}

    /** Its agency was never heard of; the register may be behind. */
    record Unknown() implements Decision {}

    /**
     * It is not what its topic may bear.
     *
     * @param reason a word for the dead-letter topic and the metric
     */
    record Refused(String reason) implements Decision {}
  }

  /**
   * Decides whether a view is taken.
   *
   * @param exchange the exchange whose topic bears the view
   * @param last the last view taken of this signal, or null
   * @param arrived the view that arrives
   * @param partner what the register says of its agency
   */
  public static Decision decide(
      String exchange,
      @Nullable View last,
      SignalMapper.Reading.Read arrived,
      Optional<Partner> partner) {
    View view = arrived.view();
    if (!view.exchange().equals(exchange)) {
      return new Decision.Refused("exchange");
    }
    if (partner.isEmpty()) {
      return new Decision.Unknown();
    }
    if (!partner.get().exchange().equals(exchange)) {
      return new Decision.Refused("agency");
    }
    if (!partner.get().serves(view.header().href())) {
      return new Decision.Refused("href");
    }
    if (!view.audience().contains(view.header().agency())) {
      return new Decision.Refused("audience");
    }
    if (last != null) {
      if (!last.header().agency().equals(view.header().agency())
          || !last.header().agreement().equals(view.header().agreement())) {
        return new Decision.Refused("identity");
      }
      if (!view.isAfter(last)) {
        return new Decision.Stale();
      }
      if (view.header().version() == last.header().version()) {
        if (!view.tellsTheSameAs(last)) {
          return new Decision.Refused("rendering");
        }
        if (arrived.otherKey() && last.active() && last.isMatchable()) {
          return new Decision.OtherKey(view.bearing(last.selectors()));
        }
      }
    }
    return new Decision.Taken();
  }

  /**
   * What becomes of the last view for who was told of it; null when nobody can have been, or the
   * next says the same of it by other tokens.
   *
   * @param at when the next view was made, milliseconds since the epoch: a view that is withdrawn
   *     after its time has expired
   */
  public static @Nullable Retraction retraction(@Nullable View last, @Nullable View next, long at) {
    if (last == null || !last.active()) {
      return null;
    }
    int version = last.header().version();
    if (next != null && next.active()) {
      if (next.header().version() == version) {
        return null;
      }
      return new Retraction(version, Retraction.Reason.CORRECTED, next.header(), next.audience());
    }
    Retraction.Reason reason =
        next != null && next.isExpired(at)
            ? Retraction.Reason.EXPIRED
            : Retraction.Reason.WITHDRAWN;
    return new Retraction(version, reason, null, List.of());
  }

  /**
   * What the step from one view to the next changes, by token. Either may be null.
   *
   * @param retraction what becomes of the last view, or null
   */
  public static Map<String, PostingChange> changes(
      @Nullable View last, @Nullable View next, @Nullable Retraction retraction) {
    Map<String, Posting> before = last == null ? Map.of() : last.postings();
    Map<String, Posting> after = next == null ? Map.of() : next.postings();
    Map<String, PostingChange> changes = new TreeMap<>();
    before.forEach(
        (token, posting) ->
            changes.put(token, new PostingChange(posting, after.get(token), retraction)));
    after.forEach(
        (token, posting) -> changes.putIfAbsent(token, new PostingChange(null, posting, null)));
    changes.values().removeIf(c -> c.before() != null && c.before().equals(c.after()));
    return changes;
  }

  /** Who learns at once that a life is in danger, or that it is no more. */
  public static List<AgencyNews.Endangered> dangers(@Nullable View last, @Nullable View next) {
    List<AgencyNews.Endangered> news = new ArrayList<>();
    TreeSet<String> over = new TreeSet<>();
    if (last != null && last.active() && last.dangerToLife()) {
      over.addAll(last.audience());
    }
    if (next != null && next.active() && next.dangerToLife()) {
      for (String agency : next.audience()) {
        over.remove(agency);
        news.add(new AgencyNews.Endangered(agency, next.header().agreement(), next.header(), true));
      }
    }
    if (last != null) {
      for (String agency : over) {
        news.add(
            new AgencyNews.Endangered(agency, last.header().agreement(), last.header(), false));
      }
    }
    return news;
  }

  /**
   * Who learns at once of the end of the last view, after whatever else is told at once: a warning
   * may have shown it that no token led to.
   */
  public static List<AgencyNews.Retracted> ends(
      @Nullable View last, @Nullable Retraction retraction) {
    return last == null || retraction == null
        ? List.of()
        : retraction.to(last.header(), last.audience());
  }

  /** What the step from one view to the next changes for those who count sightings. */
  public static List<AgencyNews.Sighted> sightings(@Nullable View last, @Nullable View next) {
    Map<String, AgencyNews.Sighted> before = sightings(last);
    Map<String, AgencyNews.Sighted> after = sightings(next);
    List<AgencyNews.Sighted> news = new ArrayList<>();
    before.forEach(
        (agency, gone) -> {
          if (!after.containsKey(agency)) {
            news.add(gone.withdrawn());
          }
        });
    after.forEach(
        (agency, seen) -> {
          if (!seen.equals(before.get(agency))) {
            news.add(seen);
          }
        });
    return news;
  }

  private static Map<String, AgencyNews.Sighted> sightings(@Nullable View view) {
    Map<String, AgencyNews.Sighted> sightings = new TreeMap<>();
    if (view != null && view.active()) {
      String likeness = view.likeness();
      for (String agency : view.audience()) {
        sightings.put(
            agency,
            new AgencyNews.Sighted(
                agency, view.header().agreement(), view.header(), view.basedOn(), likeness, true));
      }
    }
    return sightings;
  }
}
