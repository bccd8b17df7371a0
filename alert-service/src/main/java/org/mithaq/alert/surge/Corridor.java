package org.mithaq.alert.surge;

import static java.util.Objects.requireNonNull;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.mithaq.alert.matching.Header;

/**
 * Where a kind of crime is counted: a coarse cell of the Earth, some 300 km across (S2 level 5),
 * for signals that say where they were seen, or else their country.
 *
 * @param place {@code s2/<token>} or {@code country/<ISO 3166-1 alpha-2>}
 * @param crime crime code
 */
public record Corridor(String place, String crime) {

  static final int LEVEL = 5;
  private static final int LEAF_LEVEL = 30;
  private static final int DIGITS = 16;
  private static final int HEX = 16;
  private static final int BITS_A_DIGIT = 4;
  private static final Pattern CRIME = Pattern.compile("[a-z]+(-[a-z]+)*");

  /** Refuses absent values. */
  public Corridor {
    requireNonNull(place, "place");
    requireNonNull(crime, "crime");
  }

  /**
   * The corridor of a signal. A crime that is no code is {@code other}: it becomes part of keys.
   */
  static Corridor of(Header header) {
    String crime = CRIME.matcher(header.crime()).matches() ? header.crime() : "other";
    String cell = header.cell();
    return new Corridor(
        cell == null ? "country/" + header.country() : "s2/" + ancestor(cell), crime);
  }

  /** The corridor of a key. */
  static Corridor ofKey(String key) {
    int slash = key.lastIndexOf('/');
    return new Corridor(key.substring(0, slash), key.substring(slash + 1));
  }

  /** How it is named in keys. */
  public String key() {
    return place + "/" + crime;
  }

  /**
   * The cell of level 5 that holds a cell, as S2 defines ids and tokens; itself if it is larger.
   */
  static String ancestor(String token) {
    long id =
        Long.parseUnsignedLong(token, HEX) << (Long.SIZE - token.length() * Long.SIZE / DIGITS);
    long end = 1L << (2 * (LEAF_LEVEL - LEVEL));
    if (Long.compareUnsigned(Long.lowestOneBit(id), end) >= 0) {
      return token;
    }
    long parent = (id & -end) | end;
    String digits = HexFormat.of().toHexDigits(parent);
    return digits.substring(0, DIGITS - Long.numberOfTrailingZeros(parent) / BITS_A_DIGIT);
  }
}
