package org.mithaq.audit.record;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the records of so many consecutive places of the log say, a map of bits for each value, and
 * when they happened: so that filters can be combined without a look at the records themselves.
 */
public final class Stretch {

  /** So many places a stretch has; the first place of a year begins one. */
  public static final int PLACES = 4096;

  /** Bytes of a map of bits. */
  static final int MAP_BYTES = PLACES / Byte.SIZE;

  /** What is said: the kinds of terms. */
  public static final String AGENCY = "agency";

  public static final String OWNER = "owner";
  public static final String RECIPIENT = "recipient";
  public static final String SIDE = "side";
  public static final String AGREEMENT = "agreement";
  public static final String ARTICLE = "article";
  public static final String OPERATION = "operation";
  public static final String DECISION = "decision";

  private static final long NEVER = Long.MIN_VALUE;
  private static final long BEYOND = 9_000_000_000_000L;

  private final Map<String, BitSet> marks = new HashMap<>();
  private final long[] times = new long[PLACES];

  /** A stretch of which nothing is known yet. */
  public Stretch() {
    Arrays.fill(times, NEVER);
  }

  /** The place at which the stretch of this place begins. */
  public static long first(long place) {
    return place - Math.floorMod(place, (long) PLACES);
  }

  /** One with these times, as {@link #times} gave them, of which nothing else is known yet. */
  static Stretch stored(byte[] times) {
    Stretch stretch = new Stretch();
    ByteBuffer.wrap(times).asLongBuffer().get(stretch.times);
    return stretch;
  }

  /** Adds the map of a term, as {@link #bytes} gave it. */
  void stored(String term, byte[] bits) {
    marks.put(term, BitSet.valueOf(bits));
  }

  /** The term of this value. */
  static String term(String kind, String value) {
    return kind + ":" + value;
  }

  /**
   * The record at this place of the stretch says this.
   *
   * @param at from 0 to before {@link #PLACES}
   */
  public void mark(int at, String kind, @Nullable String value) {
    if (value != null) {
      marks.computeIfAbsent(term(kind, value), t -> new BitSet(PLACES)).set(at);
    }
  }

  /** It says all of these. */
  public void mark(int at, String kind, Collection<String> values) {
    values.forEach(value -> mark(at, kind, value));
  }

  /** It happened then. */
  public void happened(int at, Instant instant) {
    times[at] = micros(instant);
  }

  /** The map of each value that any of its records says. */
  Map<String, BitSet> marks() {
    return Map.copyOf(marks);
  }

  /**
   * Each value of this kind that any of its records says, and which do.
   *
   * @param kind like {@link #AGENCY}
   */
  public Map<String, BitSet> said(String kind) {
    String prefix = term(kind, "");
    Map<String, BitSet> said = new HashMap<>();
    marks.forEach(
        (term, bits) -> {
          if (term.startsWith(prefix)) {
            said.put(term.substring(prefix.length()), (BitSet) bits.clone());
          }
        });
    return said;
  }

  /** The first place of which another says something else; empty when they say the same. */
  OptionalInt difference(Stretch other) {
    BitSet differ = new BitSet(PLACES);
    for (int i = 0; i < PLACES; i++) {
      differ.set(i, times[i] != other.times[i]);
    }
    Set<String> terms = new HashSet<>(marks.keySet());
    terms.addAll(other.marks.keySet());
    for (String term : terms) {
      BitSet one = (BitSet) marks.getOrDefault(term, new BitSet()).clone();
      one.xor(other.marks.getOrDefault(term, new BitSet()));
      differ.or(one);
    }
    int first = differ.nextSetBit(0);
    return first < 0 ? OptionalInt.empty() : OptionalInt.of(first);
  }

  /** Which of its records happened in this time: not before its beginning, and before its end. */
  public BitSet within(Instant from, Instant to) {
    return within(times(), Optional.of(from), Optional.of(to));
  }

  /** When the first of them happened. */
  Optional<Instant> earliest() {
    return Arrays.stream(times).filter(t -> t != NEVER).min().stream()
        .mapToObj(Stretch::instant)
        .findFirst();
  }

  /** When the last of them happened. */
  Optional<Instant> latest() {
    return Arrays.stream(times).filter(t -> t != NEVER).max().stream()
        .mapToObj(Stretch::instant)
        .findFirst();
  }

  /** When each happened, as it is stored. */
  byte[] times() {
    ByteBuffer bytes = ByteBuffer.allocate(PLACES * Long.BYTES);
    bytes.asLongBuffer().put(times);
    return bytes.array();
  }

  /**
   * Which of the records of a stretch happened in this time, read from what {@link #times} gave.
   */
  static BitSet within(byte[] times, Optional<Instant> from, Optional<Instant> to) {
    long first = from.map(Stretch::micros).orElse(NEVER + 1);
    long before = to.map(Stretch::micros).orElse(Long.MAX_VALUE);
    ByteBuffer bytes = ByteBuffer.wrap(times);
    BitSet within = new BitSet(PLACES);
    for (int i = 0; i < PLACES; i++) {
      long time = bytes.getLong();
      if (time >= first && time < before) {
        within.set(i);
      }
    }
    return within;
  }

  /** A map of bits as it is stored. */
  static byte[] bytes(BitSet bits) {
    return Arrays.copyOf(bits.toByteArray(), MAP_BYTES);
  }

  /** PostgreSQL knows no smaller part of a second, and rounds; so does this, or they would part. */
  private static long micros(Instant instant) {
    // Far beyond all times that PostgreSQL knows, and still far from an overflow.
    long second = Math.clamp(instant.getEpochSecond(), -BEYOND, BEYOND);
    return second * 1_000_000 + (instant.getNano() + 500) / 1_000;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
