package org.mithaq.bench.audit;

import java.util.Arrays;
import java.util.List;
import org.mithaq.audit.log.Merkle;

/** Whether proofs hold, after RFC 9162 section 2.1: what was fast must be right too. */
final class ProofCheck {

  private ProofCheck() {}

  /** Section 2.1.3.2. */
  static boolean includes(long index, long size, byte[] leaf, List<byte[]> proof, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long at = index;
    long last = size - 1;
    byte[] hash = leaf;
    for (byte[] sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        hash = Merkle.node(sibling, hash);
        while ((at & 1) == 0 && at != 0) {
          at >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = Merkle.node(hash, sibling);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /** Section 2.1.4.2, for an earlier size from 1 to below the later one. */
  static boolean consistent(
      long earlier, long size, byte[] earlierRoot, byte[] root, List<byte[]> proof) {
    if (earlier < 1 || earlier >= size || proof.isEmpty()) {
      return false;
    }
    boolean whole = Long.bitCount(earlier) == 1;
    byte[] first = whole ? earlierRoot : proof.getFirst();
    byte[] second = first;
    long at = earlier - 1;
    long last = size - 1;
    while ((at & 1) == 1) {
      at >>>= 1;
      last >>>= 1;
    }
    for (byte[] hash : proof.subList(whole ? 0 : 1, proof.size())) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        first = Merkle.node(hash, first);
        second = Merkle.node(hash, second);
        while ((at & 1) == 0 && at != 0) {
          at >>>= 1;
          last >>>= 1;
        }
      } else {
        second = Merkle.node(second, hash);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(first, earlierRoot) && Arrays.equals(second, root);
  }
}
