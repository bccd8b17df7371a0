package org.mithaq.local.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mithaq.local.watch.NoticeView;

/**
 * Gathers the versions of notices that come together, so that each agency's line says what it comes
 * to. What opened and closed in between is not said, and what is new to an agency has opened,
 * however many versions it has.
 */
final class Board {

  /** Calls without anything new after which what was gathered is said. */
  private static final int CALM = 2;

  private final Map<String, Map<String, NoticeView>> latest;
  private final Map<String, Map<String, NoticeView>> pending = new LinkedHashMap<>();
  private int shown;
  private int calm;

  /**
   * A board.
   *
   * @param latest the newest version of each notice by agency and id; it is kept up
   */
  Board(Map<String, Map<String, NoticeView>> latest) {
    this.latest = latest;
  }

  /** What a notice has come to for an agency. */
  record Line(String agency, String change, NoticeView notice) {}

  /** Adds what has come since the last call, which may be nothing. */
  void add(List<Told.Arrival> arrivals) {
    for (Told.Arrival arrival : arrivals) {
      pending
          .computeIfAbsent(arrival.agency(), agency -> new LinkedHashMap<>())
          .put(arrival.notice().id(), arrival.notice());
    }
    calm = arrivals.isEmpty() ? calm + 1 : 0;
  }

  /** Whether nothing came for a while, so that what was gathered may be said. */
  boolean isCalm() {
    return calm >= CALM;
  }

  /** Takes what was gathered, by agency. */
  List<Line> flush() {
    List<Line> lines = new ArrayList<>();
    pending.forEach(
        (agency, notices) -> {
          Map<String, NoticeView> known =
              latest.computeIfAbsent(agency, a -> new LinkedHashMap<>());
          Set<String> before = new HashSet<>(known.keySet());
          notices.forEach(
              (id, notice) -> {
                known.put(id, notice);
                if (notice.isRecall()) {
                  lines.add(new Line(agency, "recall", notice));
                } else if (notice.isOpen()) {
                  lines.add(
                      new Line(agency, before.contains(id) ? notice.change() : "opened", notice));
                } else if (before.contains(id)) {
                  lines.add(new Line(agency, "closed", notice));
                }
              });
        });
    pending.clear();
    lines.sort(Comparator.comparing(Line::agency));
    shown += lines.size();
    return lines;
  }

  /** How many lines were taken so far. */
  int shown() {
    return shown;
  }
}
