package org.mithaq.audit.verify;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One entry of a Mithaq log: RFC 8785 canonical JSON of seven members, in one form only.
 *
 * @param day the UTC day on which it was entered
 * @param emitter who numbered it
 * @param id the record's id
 * @param number the emitter's consecutive number, from 1
 * @param previous the leaf hash of the emitter's previous entry; zeros for its first
 * @param root the root over the record's commitments
 */
record Entry(LocalDate day, String emitter, String id, long number, byte[] previous, byte[] root) {

  private static final Pattern EMITTER = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,15}");

  /** The largest integer that RFC 8785 keeps exact. */
  private static final long MOST = (1L << 53) - 1;

  /**
   * Reads an entry that must be in canonical form to the byte.
   *
   * @param where which entry, for messages; asked only where there is one
   * @throws Fault when it is not
   */
  static Entry parse(Supplier<String> where, byte[] bytes, int offset, int length) {
    return new Reader(where, new String(bytes, offset, length, StandardCharsets.ISO_8859_1)).read();
  }

  /** Whether the other one is the same to the byte. */
  boolean sameAs(Entry other) {
    return day.equals(other.day)
        && emitter.equals(other.emitter)
        && id.equals(other.id)
        && number == other.number
        && Arrays.equals(previous, other.previous)
        && Arrays.equals(root, other.root);
  }

  /** Takes the one canonical text apart, part by part, and accepts no other. */
  private static final class Reader {
    private final Supplier<String> where;
    private final String text;
    private int at;

    Reader(Supplier<String> where, String text) {
      this.where = where;
      this.text = text;
    }

    Entry read() {
      final LocalDate day = day(upTo("{\"day\":\"", "\",\"emitter\":\""));
      String emitter = upTo("", "\",\"id\":\"");
      String id = upTo("", "\",\"number\":");
      String number = upTo("", ",\"previous\":\"");
      final byte[] previous = hash(upTo("", "\",\"root\":\""));
      final byte[] root = hash(upTo("", "\",\"v\":1}"));
      if (at != text.length()
          || !EMITTER.matcher(emitter).matches()
          || !ID.matcher(id).matches()
          || !NUMBER.matcher(number).matches()) {
        throw malformed();
      }
      long value = Long.parseLong(number);
      if (value > MOST) {
        throw malformed();
      }
      return new Entry(day, emitter, id, value, previous, root);
    }

    private String upTo(String before, String after) {
      int start = at + before.length();
      int end = text.startsWith(before, at) ? text.indexOf(after, start) : -1;
      if (end < 0) {
        throw malformed();
      }
      at = end + after.length();
      return text.substring(start, end);
    }

    private LocalDate day(String value) {
      try {
        if (value.length() == 10) {
          return LocalDate.parse(value);
        }
      } catch (DateTimeParseException e) {
        throw malformed();
      }
      throw malformed();
    }

    private byte[] hash(String value) {
      return Base64Text.decode(value)
          .filter(b -> b.length == Merkle.HASH_BYTES)
          .orElseThrow(this::malformed);
    }

    private Fault malformed() {
      return new Fault(where.get(), "the entry is not in the one form that an entry has");
    }
  }
}
