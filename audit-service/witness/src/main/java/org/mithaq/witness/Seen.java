package org.mithaq.witness;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The last state of a log that was cosigned.
 *
 * @param origin whose log it is
 * @param size how many entries it had
 * @param root the root over them
 */
record Seen(String origin, long size, byte[] root) {

  /** What is known of a log that was never cosigned. */
  static Seen nothing(String origin) {
    return new Seen(origin, 0, Hashes.emptyRoot());
  }

  /** Its form on the disk: the text of the checkpoint, with a line that tells torn files apart. */
  String text() {
    return origin + "\n" + size + "\n" + Base64Text.encode(root) + "\nend\n";
  }

  /**
   * Reads that form.
   *
   * @throws IOException when it is not whole: then nothing may be cosigned for this log
   */
  static Seen parse(String text) throws IOException {
    List<String> lines = text.lines().toList();
    if (lines.size() == 4 && lines.get(1).matches("0|[1-9][0-9]{0,18}")) {
      byte[] root = Base64Text.decode(lines.get(2)).orElse(new byte[0]);
      try {
        Seen seen = new Seen(lines.getFirst(), Long.parseLong(lines.get(1)), root);
        if (root.length == Hashes.BYTES && seen.text().equals(text)) {
          return seen;
        }
      } catch (NumberFormatException e) {
        throw new IOException("the state of a log is not readable", e);
      }
    }
    throw new IOException("the state of a log is not readable");
  }

  boolean hasRoot(byte[] other) {
    return Arrays.equals(root, other);
  }
}
