package org.mithaq.alert.surge;

import static java.util.Comparator.comparingInt;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeId;

/** Turns a corridor that surges into the warning that one agency is told. Pure. */
final class SurgeProjection {

  /** TLP 2.0, the strictest first. */
  private static final List<String> TLP = List.of("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final double MILLI = 1000;
  private static final double TENTHS = 10;
  private static final double TEN_THOUSANDTHS = 10_000;
  private static final long CENTURY_DAYS = 36_500;

  private SurgeProjection() {}

  /**
   * The warning. It lists the newest of the signals counted since the onset; labels, articles,
   * originators and countries are those of all of them, whether listed or not. The baseline
   * contributes one number and no label.
   *
   * @param scope agency and agreement
   * @param day the day that was judged
   * @param counted the signals counted since the onset, in order of acceptance
   */
  static Notice warning(
      String scope,
      Corridor corridor,
      long day,
      Judge.Surge surge,
      List<Sighting> counted,
      int maxListed) {
    int bar = scope.indexOf('|');
    String agency = scope.substring(0, bar);
    String agreement = scope.substring(bar + 1);
    TreeSet<String> codes = new TreeSet<>();
    TreeSet<String> articles = new TreeSet<>();
    TreeSet<String> agencies = new TreeSet<>();
    TreeSet<String> countries = new TreeSet<>();
    List<Notice.Ref> refs = new ArrayList<>();
    for (Sighting each : counted) {
      Header signal = each.header();
      codes.addAll(signal.codes());
      articles.add(signal.article());
      agencies.add(signal.agency());
      countries.add(signal.country());
      refs.add(
          new Notice.Ref(
              signal.id(),
              signal.agency(),
              signal.onRequest() && !signal.agency().equals(agency),
              signal.href(),
              signal.sheltered()));
    }
    String strictest =
        counted.stream()
            .map(each -> each.header().tlp())
            .min(comparingInt(TLP::indexOf))
            .orElse("RED");
    Judge.Reading reading = surge.reading();
    return new Notice(
        NoticeId.of(Notice.Kind.SURGE, agreement, corridor.key()),
        1,
        Notice.Kind.SURGE,
        Notice.State.OPEN,
        Notice.Change.OPENED,
        StrictMath.rint((1 - surge.falseDiscovery()) * MILLI) / MILLI,
        strictest,
        List.copyOf(codes),
        agreement,
        List.copyOf(articles),
        refs.subList(Math.max(0, refs.size() - maxListed), refs.size()),
        List.copyOf(agencies),
        List.copyOf(countries),
        TIME.format(LocalDate.ofEpochDay(reading.onset()).atStartOfDay(ZoneOffset.UTC)),
        TIME.format(Instant.ofEpochMilli(counted.getLast().header().acceptedAt())),
        null,
        null,
        new Notice.Explanation(
            0,
            List.of(),
            List.of(),
            null,
            new Notice.Surge(
                corridor.place(),
                corridor.crime(),
                LocalDate.ofEpochDay(reading.onset()).toString(),
                LocalDate.ofEpochDay(day).toString(),
                reading.observed(),
                StrictMath.rint(reading.expected() * TENTHS) / TENTHS,
                (int) StrictMath.rint(reading.sum() * MILLI),
                (int) StrictMath.rint(reading.threshold() * MILLI),
                recurrence(reading.probability()),
                StrictMath.rint(surge.falseDiscovery() * TEN_THOUSANDTHS) / TEN_THOUSANDTHS)),
        null);
  }

  /** In days, cut to two figures: more would pretend to a certainty that no simulation has. */
  static int recurrence(double probability) {
    long days = (long) Math.min(1 / probability, CENTURY_DAYS);
    long unit = 1;
    while (days / unit >= 100) {
      unit *= 10;
    }
    return (int) (days == CENTURY_DAYS ? days : days / unit * unit);
  }
}
