package org.mithaq.alert.surge;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.BearerMapper;
import org.mithaq.alert.matching.CompactReader;
import org.mithaq.alert.matching.CompactWriter;

/** Writes and reads what is counted, as its store keeps it. */
final class SightingMapper {

  private static final byte FORM = 1;

  private SightingMapper() {}

  /** Bytes of a sighting. */
  static byte[] write(Sighting sighting) {
    CompactWriter to = new CompactWriter(FORM);
    BearerMapper.write(to, sighting.header());
    to.ids(sighting.basedOn());
    to.wordOrNull(sighting.likeness());
    return to.toBytes();
  }

  /** Reads a sighting; null stays null. */
  static @Nullable Sighting sighting(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    CompactReader from = new CompactReader(FORM, bytes);
    Sighting sighting = new Sighting(BearerMapper.header(from), from.ids(), from.wordOrNull());
    from.end();
    return sighting;
  }

  /** Bytes of a tally. */
  static byte[] write(Tally tally) {
    CompactWriter to = new CompactWriter(FORM);
    to.number(tally.all());
    to.number(tally.distinct());
    return to.toBytes();
  }

  /** Reads a tally; null is none. */
  static Tally tally(byte @Nullable [] bytes) {
    if (bytes == null) {
      return Tally.NONE;
    }
    CompactReader from = new CompactReader(FORM, bytes);
    Tally tally = new Tally(from.small(), from.small());
    from.end();
    return tally;
  }

  /** Bytes of a number. */
  static byte[] write(int number) {
    CompactWriter to = new CompactWriter(FORM);
    to.number(number);
    return to.toBytes();
  }

  /** Reads a number; null is 0. */
  static int number(byte @Nullable [] bytes) {
    if (bytes == null) {
      return 0;
    }
    CompactReader from = new CompactReader(FORM, bytes);
    int number = from.small();
    from.end();
    return number;
  }

  /** Bytes of the counts of a corridor. */
  static byte[] write(Counts counts) {
    CompactWriter to = new CompactWriter(FORM);
    to.word(counts.corridor().key());
    to.number(counts.days().size());
    counts
        .days()
        .forEach(
            (day, count) -> {
              to.number(day);
              to.number(count);
            });
    return to.toBytes();
  }

  /** Reads the counts of a corridor; null stays null. */
  static @Nullable Counts counts(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    CompactReader from = new CompactReader(FORM, bytes);
    Corridor corridor = Corridor.ofKey(from.word());
    int size = from.size();
    Map<Long, Integer> days = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      days.put(from.number(), from.small());
    }
    from.end();
    return new Counts(corridor, days);
  }
}
