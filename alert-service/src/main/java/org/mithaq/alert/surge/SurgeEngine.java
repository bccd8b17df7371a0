package org.mithaq.alert.surge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.notice.Notice;

/**
 * Counts what one agency may know under one agreement, and says which corridors surge.
 *
 * <p>Two steps: {@link #learn} takes news in and tells which days of which corridors they touch;
 * {@link #conclude} counts these anew, judges the last day that is over and tells which warnings
 * change. A day is over when a signal that stands was accepted on a later one, so silence of
 * everybody is no calm. However the news are ordered or bundled, the open warnings come out the
 * same. That holds for withdrawals too, unless they take back all that was accepted in five weeks.
 */
final class SurgeEngine {

  /** For how long more than needed counts are kept, should the newest signals be withdrawn. */
  private static final int SLACK_DAYS = 35;

  private final SurgeShelf shelf;
  private final Judge judge;
  private final int maxListed;

  /** What was read for the day last judged, by scope; derived from the shelf, to save work only. */
  private final Map<String, Judged> judged = new HashMap<>();

  /**
   * @param shelf where counts stand
   * @param judge says what a surge is
   * @param maxListed how many signals a warning lists, at most
   */
  SurgeEngine(SurgeShelf shelf, Judge judge, int maxListed) {
    this.shelf = shelf;
    this.judge = judge;
    this.maxListed = maxListed;
  }

  private record Judged(long day, long first, Map<String, Judge.Reading> readings) {}

  /** Takes news of a sighting in; returns the days of corridors that it touches. */
  Set<Sighting.Spot> learn(AgencyNews.Sighted news) {
    String scope = news.scope();
    Sighting before = shelf.sighting(scope, news.header().id());
    Sighting now = new Sighting(news.header(), news.basedOn(), news.likeness());
    boolean counts = news.standing() && now.acceptedDay() - now.day() <= judge.rules().window();
    return replace(scope, news.header().id(), before, counts ? now : null);
  }

  /**
   * Puts a sighting in the place of another, either of which may be absent, and keeps the tallies
   * true: what repeats it may be a repeat from now on, or none any more.
   */
  private Set<Sighting.Spot> replace(
      String scope, String id, @Nullable Sighting before, @Nullable Sighting now) {
    Set<Sighting.Spot> touched = new HashSet<>();
    Map<Sighting, Boolean> repeats = new LinkedHashMap<>();
    for (String repeat : shelf.repeatsOf(scope, id)) {
      Sighting other = repeat.equals(id) ? null : shelf.sighting(scope, repeat);
      if (other != null) {
        repeats.put(other, isRepeat(scope, other));
        touched.add(other.spot());
      }
    }
    if (before != null) {
      tally(scope, before, -1, isRepeat(scope, before) ? 0 : -1);
      shelf.remove(scope, before);
      touched.add(before.spot());
    }
    if (now != null) {
      shelf.put(scope, now);
      tally(scope, now, 1, isRepeat(scope, now) ? 0 : 1);
      touched.add(now.spot());
    }
    repeats.forEach(
        (other, was) -> {
          boolean is = isRepeat(scope, other);
          if (is != was) {
            tally(scope, other, 0, is ? -1 : 1);
          }
        });
    return touched;
  }

  /** Adds to the tally of a sighting's day; {@code originals} of what repeats no other. */
  private void tally(String scope, Sighting sighting, int all, int originals) {
    Sighting.Spot spot = sighting.spot();
    int distinct = originals;
    String likeness = sighting.likeness();
    if (likeness != null && originals != 0) {
      int before = shelf.alike(scope, spot, likeness);
      int now = before + originals;
      shelf.putAlike(scope, spot, likeness, now);
      distinct = Math.min(now, 1) - Math.min(before, 1);
    }
    Tally held = shelf.tally(scope, spot);
    shelf.put(scope, spot, new Tally(held.all() + all, held.distinct() + distinct));
  }

  /** Counts these days anew and judges; returns the warnings that changed. */
  List<Notice> conclude(String scope, Collection<Sighting.Spot> touched) {
    Map<String, Corridor> corridors = recount(scope, touched);
    Long accepted = shelf.lastAccepted(scope);
    if (accepted == null) {
      judged.remove(scope);
      return tell(scope, Map.of());
    }
    long day = accepted - 1;
    Judged last = judged.get(scope);
    if (last != null && last.day() == day && touched.stream().allMatch(spot -> spot.day() > day)) {
      return List.of();
    }
    Judged now = read(scope, day, last, corridors.keySet());
    judged.put(scope, now);
    Map<String, Notice> warnings = new TreeMap<>();
    judge
        .decide(now.readings())
        .forEach(
            (key, surge) -> {
              Notice notice = warning(scope, key, day, surge);
              warnings.put(notice.id(), notice);
            });
    return tell(scope, warnings);
  }

  /** The signals that a warning shows while it stands. */
  List<Header> shown(String scope, Notice warning) {
    List<Header> shown = new ArrayList<>();
    for (Notice.Ref ref : warning.isOpen() ? warning.signals() : List.<Notice.Ref>of()) {
      Sighting sighting = shelf.sighting(scope, ref.id());
      if (sighting != null) {
        shown.add(sighting.header());
      }
    }
    return shown;
  }

  private Map<String, Corridor> recount(String scope, Collection<Sighting.Spot> touched) {
    Map<String, Corridor> corridors = new TreeMap<>();
    Map<String, Map<Long, Integer>> days = new TreeMap<>();
    for (Sighting.Spot spot : touched) {
      Corridor corridor = Corridor.ofKey(spot.corridor());
      corridors.put(spot.corridor(), corridor);
      Map<Long, Integer> counts =
          days.computeIfAbsent(
              spot.corridor(), key -> new TreeMap<>(shelf.counts(scope, corridor).days()));
      Tally tally = shelf.tally(scope, spot);
      if (tally.all() == 0) {
        counts.remove(spot.day());
      } else {
        counts.put(spot.day(), tally.distinct());
      }
    }
    days.forEach((key, counts) -> shelf.put(scope, new Counts(Corridor.ofKey(key), counts)));
    return corridors;
  }

  /** One for each sighting, however often it was reported: the first report, in their order. */
  private List<Sighting> distinct(String scope, List<Sighting> all) {
    Set<String> seen = new HashSet<>();
    return all.stream()
        .sorted(Sighting.BY_ACCEPTANCE)
        .filter(each -> !isRepeat(scope, each))
        .filter(each -> each.likeness() == null || seen.add(each.likeness()))
        .toList();
  }

  private boolean isRepeat(String scope, Sighting sighting) {
    for (String id : sighting.basedOn()) {
      Sighting original = shelf.sighting(scope, id);
      if (original != null && sighting.repeats(original)) {
        return true;
      }
    }
    return false;
  }

  /** Reads all corridors, or those touched where the rest is as it was. */
  private Judged read(String scope, long day, @Nullable Judged last, Set<String> touched) {
    List<Counts> all = new ArrayList<>(shelf.counts(scope));
    if (last == null || last.day() < day) {
      all.replaceAll(counts -> prune(scope, counts, day));
    }
    long first = day;
    for (Counts counts : all) {
      first = Math.min(first, counts.days().keySet().stream().findFirst().orElse(day));
    }
    first = Math.max(first, day - judge.rules().window() + 1);
    Map<String, Judge.Reading> known =
        last != null && last.day() == day && last.first() == first ? last.readings() : Map.of();
    Map<String, Judge.Reading> readings = new TreeMap<>();
    for (Counts counts : all) {
      String key = counts.corridor().key();
      if (!counts.corridor().equals(Sighting.NOWHERE) && !counts.days().isEmpty()) {
        Judge.Reading reading = touched.contains(key) ? null : known.get(key);
        readings.put(key, reading != null ? reading : judge.read(counts, day, first));
      }
    }
    return new Judged(day, first, readings);
  }

  /** Forgets the days that no judgement reaches any more. */
  private Counts prune(String scope, Counts counts, long day) {
    long oldest = day - judge.rules().window() - SLACK_DAYS;
    Set<Long> over =
        counts.days().keySet().stream()
            .filter(each -> each < oldest)
            .collect(Collectors.toCollection(TreeSet::new));
    if (over.isEmpty()) {
      return counts;
    }
    Map<Long, Integer> left = new TreeMap<>(counts.days());
    for (long each : over) {
      left.remove(each);
      shelf
          .on(scope, new Sighting.Spot(counts.corridor().key(), each))
          .forEach(sighting -> replace(scope, sighting.header().id(), sighting, null));
    }
    Counts kept = new Counts(counts.corridor(), left);
    shelf.put(scope, kept);
    return kept;
  }

  private Notice warning(String scope, String key, long day, Judge.Surge surge) {
    List<Sighting> counted = new ArrayList<>();
    for (long each = surge.reading().onset(); each <= day; each++) {
      counted.addAll(distinct(scope, shelf.on(scope, new Sighting.Spot(key, each))));
    }
    counted.sort(Sighting.BY_ACCEPTANCE);
    return SurgeProjection.warning(scope, Corridor.ofKey(key), day, surge, counted, maxListed);
  }

  /** Compares with what was told last. */
  private List<Notice> tell(String scope, Map<String, Notice> warnings) {
    List<Notice> changed = new ArrayList<>();
    Map<String, Notice> told = new TreeMap<>();
    shelf.notices(scope).forEach(notice -> told.put(notice.id(), notice));
    for (Notice old : told.values()) {
      if (old.isOpen() && !warnings.containsKey(old.id())) {
        changed.add(old.closed(null, null));
      }
    }
    for (Notice now : warnings.values()) {
      Notice old = told.get(now.id());
      if (old == null || !old.isOpen()) {
        changed.add(now.as(old == null ? 1 : old.version() + 1, Notice.Change.OPENED));
      } else if (!old.saysTheSameAs(now)) {
        changed.add(now.as(old.version() + 1, Notice.Change.UPDATED));
      }
    }
    changed.forEach(notice -> shelf.put(scope, notice));
    return changed;
  }
}
