package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers and texts one behind the other, in few bytes and little time. What is written says
 * nothing of itself: {@link CompactReader} must read the same things in the same order, and the
 * first byte tells one form from another.
 */
public final class CompactWriter {

  private static final int FIRST_SIZE = 512;
  private static final int NUMBER_BYTES = 10;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  /**
   * Begins.
   *
   * @param form first byte, by which what is written is known
   */
  public CompactWriter(byte form) {
    bytes[size++] = form;
  }

  /** All that was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Seven bits a byte, the lowest first. */
  public void number(long value) {
    reserve(NUMBER_BYTES);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Eight bytes. */
  public void fixed(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** One more than the length, then the text; 0 is null. */
  public void text(@Nullable String text) {
    if (text == null) {
      number(0);
      return;
    }
    byte[] raw = text.getBytes(UTF_8);
    number(raw.length + 1L);
    reserve(raw.length);
    System.arraycopy(raw, 0, bytes, size, raw.length);
    size += raw.length;
  }

  /** How many, then each. */
  public void texts(List<String> texts) {
    number(texts.size());
    texts.forEach(this::text);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
