package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link CompactWriter} wrote. What it cannot read it refuses with an {@link
 * IllegalStateException}, another form with a {@link FormException}.
 */
public final class CompactReader {

  private final byte[] bytes;
  private final Words words;
  private final List<Person> persons = new ArrayList<>(1);
  private int at;

  /** Begins, all texts written out. */
  public CompactReader(byte form, byte[] bytes) {
    this(form, bytes, Words.none());
  }

  /**
   * Begins.
   *
   * @param form what the first byte must be
   * @param words the texts that have a number
   */
  CompactReader(byte form, byte[] bytes, Words words) {
    this.bytes = bytes;
    this.words = words;
    need(1);
    if (bytes[at++] != form) {
      throw FormException.ofForm("there are bytes");
    }
  }

  /** Refuses what goes on behind its end. */
  public void end() {
    if (at != bytes.length) {
      throw new IllegalStateException("bytes are left over");
    }
  }

  /** Persons that were read, by their place. */
  List<Person> persons() {
    return persons;
  }

  /** A number of any size. */
  public long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      need(1);
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalStateException("a number is too long");
  }

  /** A number that is none of the large ones. */
  public int small() {
    long number = number();
    if (number != (int) number) {
      throw new IllegalStateException("a number is too large");
    }
    return (int) number;
  }

  /** A number that was written with its sign. */
  public long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  /** How many of what takes at least a byte each. */
  public int size() {
    long size = number();
    if (size < 0 || size > bytes.length - at) {
      throw new IllegalStateException("bytes are missing");
    }
    return (int) size;
  }

  /** Yes or no. */
  public boolean flag() {
    long value = number();
    if (value != 0 && value != 1) {
      throw new IllegalStateException("neither yes nor no");
    }
    return value == 1;
  }

  /** So many bytes. */
  byte[] raw(int size) {
    need(size);
    at += size;
    return Arrays.copyOfRange(bytes, at - size, at);
  }

  /** A text. */
  public String text() {
    int size = size();
    at += size;
    return new String(bytes, at - size, size, UTF_8);
  }

  /** A word, or null. */
  public @Nullable String wordOrNull() {
    long number = number();
    if (number == 0) {
      return null;
    }
    if (number > 1) {
      return words.text(number - 2);
    }
    String word = text();
    words.wroteOut(word);
    return word;
  }

  /** A word. */
  public String word() {
    String word = wordOrNull();
    if (word == null) {
      throw new IllegalStateException("a word is missing");
    }
    return word;
  }

  /** Words, in a list that is read only. */
  public List<String> words() {
    int size = size();
    if (size == 0) {
      return List.of();
    }
    if (size == 1) {
      return List.of(word());
    }
    List<String> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(word());
    }
    return list;
  }

  /** A token. */
  public String token() {
    long epoch = number() - 1;
    if (epoch < 0) {
      return text();
    }
    need(CompactWriter.TOKEN_DIGITS / 2);
    StringBuilder token =
        new StringBuilder(CompactWriter.TOKEN_DIGITS + 4).append(epoch).append(':');
    for (int i = 0; i < CompactWriter.TOKEN_DIGITS / 2; i++) {
      token
          .append(Character.forDigit(bytes[at] >> 4 & 0xf, 16))
          .append(Character.forDigit(bytes[at++] & 0xf, 16));
    }
    return token.toString();
  }

  /** The id of a signal. */
  public String id() {
    return flag() ? new UUID(fixed(), fixed()).toString() : text();
  }

  /** Ids of signals. */
  public List<String> ids() {
    int size = size();
    if (size == 0) {
      return List.of();
    }
    List<String> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(id());
    }
    return list;
  }

  private long fixed() {
    need(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << 8) | (bytes[at++] & 0xff);
    }
    return value;
  }

  private void need(int more) {
    if (more < 0 || more > bytes.length - at) {
      throw new IllegalStateException("bytes are missing");
    }
  }
}
