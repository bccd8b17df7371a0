package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes one thing behind the other, in few bytes and little time. What is written says nothing of
 * itself: {@link CompactReader} must read the same things in the same order.
 *
 * <p>A number has seven bits a byte, the lowest first; a text is its length and its UTF-8; a word
 * is 0 for none, 1 and the text, or two more than its number in {@link Words}; a token is one more
 * than its epoch and sixteen bytes, or 0 and the text; an id is 1 and sixteen bytes, or 0 and the
 * text.
 */
public final class CompactWriter {

  static final int TOKEN_DIGITS = 32;

  private static final int FIRST_SIZE = 512;
  private static final int NUMBER_BYTES = 10;
  private static final int UUID_LENGTH = 36;

  private final Words words;
  private final Map<Person, Integer> persons = new HashMap<>(2);
  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  /** Begins, all texts written out. */
  public CompactWriter(byte form) {
    this(form, Words.none());
  }

  /**
   * Begins.
   *
   * @param form first byte, by which what is written is known
   * @param words the texts that have a number
   */
  CompactWriter(byte form, Words words) {
    this.words = words;
    bytes[size++] = form;
  }

  /** All that was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  int size() {
    return size;
  }

  /** What was written since it had a size. */
  byte[] since(int begin) {
    return Arrays.copyOfRange(bytes, begin, size);
  }

  /** The place of a person that was written before; -1 of a new one, which then has the next. */
  int place(Person person) {
    Integer known = persons.putIfAbsent(person, persons.size());
    return known == null ? -1 : known;
  }

  /** A number; one below zero takes ten bytes. */
  public void number(long value) {
    reserve(NUMBER_BYTES);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A number of which small ones of either sign are short. */
  public void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  /** Yes or no. */
  public void flag(boolean set) {
    number(set ? 1 : 0);
  }

  /** Bytes, of which the reader must know how many. */
  void raw(byte[] some) {
    reserve(some.length);
    System.arraycopy(some, 0, bytes, size, some.length);
    size += some.length;
  }

  /** A text that hardly comes again. */
  public void text(String text) {
    byte[] raw = text.getBytes(UTF_8);
    number(raw.length);
    raw(raw);
  }

  /** A text that comes again and again. */
  public void word(String word) {
    int number = words.number(word);
    if (number == Words.NONE) {
      number(1);
      text(word);
      words.wroteOut(word);
    } else {
      number(number + 2L);
    }
  }

  /** A word, or none. */
  public void wordOrNull(@Nullable String word) {
    if (word == null) {
      number(0);
    } else {
      word(word);
    }
  }

  /** How many, then each. */
  public void words(List<String> list) {
    number(list.size());
    list.forEach(this::word);
  }

  /** A token. */
  public void token(String token) {
    int colon = token.length() - TOKEN_DIGITS - 1;
    int epoch = epoch(token, colon);
    if (epoch < 0) {
      number(0);
      text(token);
      return;
    }
    number(epoch + 1L);
    reserve(TOKEN_DIGITS / 2);
    for (int i = colon + 1; i < token.length(); i += 2) {
      bytes[size++] = (byte) (digit(token.charAt(i)) << 4 | digit(token.charAt(i + 1)));
    }
  }

  /** The epoch of a token that is written as it is made; -1 of any other. */
  private static int epoch(String token, int colon) {
    if (colon < 1 || colon > 8 || token.charAt(colon) != ':' || token.charAt(0) == '0') {
      return -1;
    }
    int epoch = 0;
    for (int i = 0; i < colon; i++) {
      int digit = digit(token.charAt(i));
      if (digit < 0 || digit > 9) {
        return -1;
      }
      epoch = epoch * 10 + digit;
    }
    for (int i = colon + 1; i < token.length(); i++) {
      if (digit(token.charAt(i)) < 0) {
        return -1;
      }
    }
    return epoch;
  }

  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  /** The id of a signal. */
  public void id(String id) {
    UUID uuid = uuid(id);
    flag(uuid != null);
    if (uuid == null) {
      text(id);
    } else {
      fixed(uuid.getMostSignificantBits());
      fixed(uuid.getLeastSignificantBits());
    }
  }

  /** How many, then each. */
  public void ids(List<String> ids) {
    number(ids.size());
    ids.forEach(this::id);
  }

  /** The id as sixteen bytes, where it is written as those would be. */
  private static @Nullable UUID uuid(String id) {
    if (id.length() != UUID_LENGTH) {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.toString().equals(id) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void fixed(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
