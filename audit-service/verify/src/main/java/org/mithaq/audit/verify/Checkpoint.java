package org.mithaq.audit.verify;

import java.util.List;

/**
 * What a log says of itself at one size, C2SP tlog-checkpoint.
 *
 * @param where from where it came, for messages
 * @param origin whose log it is
 * @param size how many entries it has
 * @param root the RFC 6962 root over them
 * @param note the signed note that says so
 */
record Checkpoint(String where, String origin, long size, byte[] root, Note note) {

  /** Whether it says that no entry will ever follow: its first extension line reads so. */
  boolean closed() {
    List<String> lines = note.text().lines().toList();
    return lines.size() > 3 && lines.get(3).equals("closed");
  }

  /**
   * Reads a checkpoint without believing it.
   *
   * @throws Fault when it is malformed
   */
  static Checkpoint parse(String where, byte[] bytes) {
    Note note = Note.parse(where, bytes);
    List<String> lines = note.text().lines().toList();
    if (lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
      throw new Fault(where, "a checkpoint has three lines: origin, size and root");
    }
    String size = lines.get(1);
    if (!size.matches("0|[1-9][0-9]{0,18}")) {
      throw new Fault(where, "the size is not a number");
    }
    long count;
    try {
      count = Long.parseLong(size);
    } catch (NumberFormatException e) {
      throw new Fault(where, "the size is beyond any log");
    }
    byte[] root =
        Base64Text.decode(lines.get(2))
            .filter(b -> b.length == Merkle.HASH_BYTES)
            .orElseThrow(() -> new Fault(where, "the root is not a hash"));
    return new Checkpoint(where, lines.getFirst(), count, root, note);
  }

  /**
   * Reads a checkpoint that a pinned key must have signed under the origin's own name, and a quorum
   * of the pinned witnesses with it.
   *
   * @throws Fault when it is malformed, not signed, or a cosignature is missing
   */
  static Checkpoint verified(String where, byte[] bytes, Pinned pinned) {
    Checkpoint checkpoint = parse(where, bytes);
    pinned.check(where, checkpoint.origin, checkpoint.note);
    return checkpoint;
  }
}
