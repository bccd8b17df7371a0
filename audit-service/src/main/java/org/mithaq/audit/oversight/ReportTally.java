package org.mithaq.audit.oversight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.record.Decision;
import org.mithaq.audit.record.Stretch;

/** Adds up a report's figures, a stretch of the log after the other. */
final class ReportTally {

  private static final Comparator<String> ORDER = Comparator.nullsLast(Comparator.naturalOrder());

  private static final Comparator<Report.Line> LINES =
      Comparator.comparing(Report.Line::statistic, ORDER)
          .thenComparing(Report.Line::agreement, ORDER)
          .thenComparing(Report.Line::article, ORDER)
          .thenComparing(Report.Line::agency, ORDER)
          .thenComparing(Report.Line::recipient, ORDER)
          .thenComparing(Report.Line::operation, ORDER)
          .thenComparing(Report.Line::decision, ORDER);

  private final Optional<String> side;
  private final Instant from;
  private final Instant to;
  private final long before;
  private final Map<Report.Line, Long> counts = new HashMap<>();
  private long records;

  /**
   * Figures of what happened in a time.
   *
   * @param side the agency whose side's records are counted; empty for all
   * @param from not before
   * @param to before
   * @param before the place of the first record that is not counted any more
   */
  ReportTally(Optional<String> side, Instant from, Instant to, long before) {
    this.side = side;
    this.from = from;
    this.to = to;
    this.before = before;
  }

  /**
   * Counts what a stretch tells.
   *
   * @param first the place at which it begins
   */
  void add(long first, Stretch stretch) {
    // What does not say when it happened cannot be read, or is erased.
    BitSet counted = stretch.within(from, to);
    if (before - first < Stretch.PLACES) {
      counted.clear((int) Math.max(before - first, 0), Stretch.PLACES);
    }
    BitSet told = counted;
    if (side.isPresent()) {
      String own = side.get();
      counted.and(of(stretch, Stretch.SIDE, own));
      // Of a pair counts what this side may see of who was told (see Visibility).
      told = of(stretch, Stretch.AGENCY, own);
      told.or(of(stretch, Stretch.OWNER, own));
      told.and(counted);
    }
    records += counted.cardinality();
    Map<String, BitSet> agencies = stretch.said(Stretch.AGENCY);
    Map<String, BitSet> articles = stretch.said(Stretch.ARTICLE);
    Map<String, BitSet> recipients = stretch.said(Stretch.RECIPIENT);
    Map<String, BitSet> operations = stretch.said(Stretch.OPERATION);
    Map<String, BitSet> agreements = stretch.said(Stretch.AGREEMENT);
    BitSet none = (BitSet) counted.clone();
    agreements.values().forEach(none::andNot);
    for (Map.Entry<String, BitSet> decided : stretch.said(Stretch.DECISION).entrySet()) {
      String decision = decided.getKey();
      BitSet all = both(counted, decided.getValue());
      agreements.forEach((agreement, of) -> add(agreement, both(all, of), articles, decision));
      add(null, both(all, none), articles, decision);
      operations.forEach(
          (operation, of) ->
              count("operation", null, null, null, null, operation, decision, both(all, of)));
      for (Map.Entry<String, BitSet> acted : agencies.entrySet()) {
        String agency = acted.getKey();
        BitSet acts = both(all, acted.getValue());
        BitSet seen = both(acts, told);
        recipients.forEach(
            (recipient, of) -> {
              if (!recipient.equals(agency)) {
                BitSet open = side.filter(recipient::equals).isPresent() ? acts : seen;
                count("pair", null, null, agency, recipient, null, decision, both(open, of));
              }
            });
        if (decision.equals(Decision.REFUSED.code())) {
          operations.forEach(
              (operation, of) -> {
                BitSet refused = both(acts, of);
                agreements.forEach(
                    (agreement, under) ->
                        count(
                            "refusal",
                            agreement,
                            null,
                            agency,
                            null,
                            operation,
                            decision,
                            both(refused, under)));
                count(
                    "refusal", null, null, agency, null, operation, decision, both(refused, none));
              });
        }
      }
    }
  }

  private void add(
      @Nullable String agreement, BitSet under, Map<String, BitSet> articles, String decision) {
    count("agreement", agreement, null, null, null, null, decision, under);
    articles.forEach(
        (article, of) ->
            count("article", agreement, article, null, null, null, decision, both(under, of)));
  }

  private static BitSet of(Stretch stretch, String kind, String value) {
    return stretch.said(kind).getOrDefault(value, new BitSet());
  }

  private static BitSet both(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }

  private void count(
      String statistic,
      @Nullable String agreement,
      @Nullable String article,
      @Nullable String agency,
      @Nullable String recipient,
      @Nullable String operation,
      String decision,
      BitSet which) {
    if (!which.isEmpty()) {
      counts.merge(
          new Report.Line(statistic, agreement, article, agency, recipient, operation, decision, 0),
          (long) which.cardinality(),
          Long::sum);
    }
  }

  /** How many records have been counted. */
  long records() {
    return records;
  }

  /** The figures, in their order. */
  List<Report.Line> lines() {
    List<Report.Line> lines = new ArrayList<>();
    counts.forEach(
        (of, many) ->
            lines.add(
                new Report.Line(
                    of.statistic(),
                    of.agreement(),
                    of.article(),
                    of.agency(),
                    of.recipient(),
                    of.operation(),
                    of.decision(),
                    many)));
    lines.sort(LINES);
    return lines;
  }
}
