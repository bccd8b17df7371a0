package org.mithaq.audit.receipt;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The text of {@code c2sp.org/tlog-proof@v1}. */
final class ProofText {

  static final String HEADER = "c2sp.org/tlog-proof@v1";

  private ProofText() {}

  /**
   * The proof of an entry.
   *
   * @param extra what else the receiver needs, which the proof does not vouch for
   * @param index the entry's place
   * @param path the inclusion proof
   * @param note the published checkpoint
   */
  static String of(Optional<byte[]> extra, long index, List<byte[]> path, String note) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    extra.ifPresent(
        e -> text.append("extra ").append(Base64.getEncoder().encodeToString(e)).append('\n'));
    text.append("index ").append(index).append('\n');
    path.forEach(hash -> text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
    return text.append('\n').append(note).toString();
  }
}
