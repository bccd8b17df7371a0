package org.mithaq.audit.verify;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The numbering of all emitters of one log, and the days of its entries. */
final class Numbering {

  /** More emitters than this are not a log of Mithaq, but an attempt to fill the memory. */
  private static final int MOST_EMITTERS = 10_000;

  private final TreeMap<String, Chain> chains = new TreeMap<>();
  private final @Nullable Integer year;
  private @Nullable LocalDate day;

  /** For the log of this origin: the year of {@code …/2026} binds the days of its entries. */
  Numbering(String origin) {
    String last = origin.substring(origin.lastIndexOf('/') + 1);
    year = last.matches("[0-9]{4}") ? Integer.valueOf(last) : null;
  }

  /**
   * Adds the log's next entry.
   *
   * @param where which entry, for messages; asked only where there is one
   */
  void append(Supplier<String> where, Entry entry, byte[] leaf) {
    if (year != null && entry.day().getYear() != year) {
      throw new Fault(where.get(), "the day " + entry.day() + " is not of the log's year");
    }
    if (day != null && entry.day().isBefore(day)) {
      throw new Fault(where.get(), "the day " + entry.day() + " comes after " + day);
    }
    day = entry.day();
    Chain chain = chains.get(entry.emitter());
    if (chain != null) {
      chain.append(where, entry, leaf);
      return;
    }
    if (chains.size() == MOST_EMITTERS) {
      throw new Fault(where.get(), "more emitters than a log can have");
    }
    chains.put(entry.emitter(), Chain.startingWith(where, entry, leaf));
  }

  /**
   * Checks that what continues an earlier log continues this one.
   *
   * @throws Fault when a numbering starts in the middle of nothing
   */
  void checkContinues(String where, Map<String, Chain> earlier) {
    chains.forEach(
        (emitter, chain) -> {
          Chain before = earlier.get(emitter);
          if (before == null) {
            if (chain.continues()) {
              throw new Fault(
                  where,
                  "%s starts with number %d; name the earlier log with --before"
                      .formatted(emitter, chain.first()));
            }
            return;
          }
          if (chain.first() != before.last() + 1 || !Arrays.equals(chain.before(), before.leaf())) {
            throw new Fault(
                where,
                "%s starts with number %d, which does not continue number %d of the earlier log"
                    .formatted(emitter, chain.first(), before.last()));
          }
        });
  }

  /** Each emitter's numbering. */
  SortedMap<String, Chain> chains() {
    return Collections.unmodifiableSortedMap(chains);
  }
}
