package org.mithaq.audit.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A bundle of entries, C2SP tlog-tiles: each after its length as big-endian uint16. */
public final class EntryBundle {

  private static final int LONGEST = 65_535;

  private EntryBundle() {}

  /** The bundle of these entries. */
  public static byte[] of(List<byte[]> entries) {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream(entries.size() * 256);
    for (byte[] entry : entries) {
      if (entry.length > LONGEST) {
        throw new IllegalArgumentException("an entry is longer than a bundle can hold");
      }
      bundle.write(entry.length >>> 8);
      bundle.write(entry.length);
      bundle.writeBytes(entry);
    }
    return bundle.toByteArray();
  }

  /**
   * The entries of a bundle.
   *
   * @throws IllegalArgumentException when it ends within one
   */
  public static List<byte[]> entries(byte[] bundle) {
    List<byte[]> entries = new ArrayList<>();
    int at = 0;
    while (at < bundle.length) {
      int end = prefix(bundle, at, 1);
      entries.add(Arrays.copyOfRange(bundle, at + 2, end));
      at = end;
    }
    return entries;
  }

  /**
   * The first entries of a bundle, as a bundle of their own.
   *
   * @throws IllegalArgumentException when it has fewer
   */
  public static byte[] prefix(byte[] bundle, int width) {
    return Arrays.copyOf(bundle, prefix(bundle, 0, width));
  }

  /** Where so many entries from here on end. */
  private static int prefix(byte[] bundle, int from, int width) {
    int at = from;
    for (int i = 0; i < width; i++) {
      if (at + 2 > bundle.length) {
        throw new IllegalArgumentException("the bundle has fewer entries");
      }
      at += 2 + ((bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff));
    }
    if (at > bundle.length) {
      throw new IllegalArgumentException("the bundle ends within an entry");
    }
    return at;
  }
}
