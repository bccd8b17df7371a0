package org.mithaq.audit.verify;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A bundle of entries taken apart and hashed, C2SP tlog-tiles.
 *
 * @param entries the entries, each in Mithaq's form
 * @param leaves their leaf hashes
 */
record Bundle(List<Entry> entries, List<byte[]> leaves) {

  Bundle {
    entries = List.copyOf(entries);
    leaves = List.copyOf(leaves);
  }

  /**
   * Takes the first {@code width} entries from a bundle that must have exactly {@code stored}.
   *
   * @throws Fault when it has more, or less, or an entry is malformed
   */
  static Bundle parse(String where, byte[] bytes, int width, int stored) {
    MessageDigest digest = Merkle.sha256();
    List<Entry> entries = new ArrayList<>(width);
    List<byte[]> leaves = new ArrayList<>(width);
    int at = 0;
    for (int i = 0; i < stored; i++) {
      int length =
          at + 2 <= bytes.length ? (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff) : bytes.length;
      at += 2;
      if (at + length > bytes.length) {
        throw new Fault(where, "the bundle ends within entry " + i);
      }
      if (i < width) {
        int entry = i;
        entries.add(Entry.parse(() -> place(where, entry), bytes, at, length));
        leaves.add(Merkle.leafHash(digest, bytes, at, length));
      }
      at += length;
    }
    if (at != bytes.length) {
      throw new Fault(where, "there are bytes after the last entry");
    }
    return new Bundle(entries, leaves);
  }

  /** How messages name an entry of a bundle. */
  static String place(String where, int entry) {
    return where + ", entry " + entry;
  }
}
