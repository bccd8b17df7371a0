package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CompactWriter} wrote; what it cannot read it refuses. */
public final class CompactReader {

  private final byte[] bytes;
  private int at;

  /**
   * Begins.
   *
   * @throws IllegalStateException if the first byte is not that of the form
   */
  public CompactReader(byte form, byte[] bytes) {
    this.bytes = bytes;
    if (bytes.length == 0 || bytes[at++] != form) {
      throw new IllegalStateException(
          "bytes of another form: what is known must be rebuilt (mithaq.matching.rebuild)");
    }
  }

  /** A number of any size. */
  public long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[needs(1)];
      at++;
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalStateException("a number does not end");
  }

  /** A number that counts, or is none of the large ones. */
  public int count() {
    long number = number();
    if (number != (int) number) {
      throw new IllegalStateException("a number is too large");
    }
    return (int) number;
  }

  /** Eight bytes. */
  public long fixed() {
    needs(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << 8) | (bytes[at++] & 0xff);
    }
    return value;
  }

  /** A text, or null. */
  public @Nullable String textOrNull() {
    int length = count() - 1;
    if (length < 0) {
      return null;
    }
    String text = new String(bytes, needs(length), length, UTF_8);
    at += length;
    return text;
  }

  /** A text. */
  public String text() {
    String text = textOrNull();
    if (text == null) {
      throw new IllegalStateException("a text is missing");
    }
    return text;
  }

  /** Texts, in a list that cannot be changed. */
  public List<String> texts() {
    int size = elements();
    if (size == 0) {
      return List.of();
    }
    if (size == 1) {
      return List.of(text());
    }
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(text());
    }
    return List.copyOf(texts);
  }

  /** How many follow: never more than there are bytes left. */
  public int elements() {
    int size = count();
    needs(size);
    return size;
  }

  /** Refuses what goes on behind its end. */
  public void end() {
    if (at != bytes.length) {
      throw new IllegalStateException("more bytes than were to be read");
    }
  }

  private int needs(int more) {
    if (more < 0 || more > bytes.length - at) {
      throw new IllegalStateException("fewer bytes than were to be read");
    }
    return at;
  }
}
