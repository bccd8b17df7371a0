package org.mithaq.audit.log;

import java.io.ByteArrayOutputStream;
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
   * The first entries of a bundle, as a bundle of their own.
   *
   * @throws IllegalArgumentException when it has fewer
   */
  public static byte[] prefix(byte[] bundle, int width) {
    int at = 0;
    for (int i = 0; i < width; i++) {
      if (at + 2 > bundle.length) {
        throw new IllegalArgumentException("the bundle has fewer entries");
      }
      at += 2 + ((bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff));
    }
    if (at > bundle.length) {
      throw new IllegalArgumentException("the bundle ends within an entry");
    }
    return Arrays.copyOf(bundle, at);
  }
}
