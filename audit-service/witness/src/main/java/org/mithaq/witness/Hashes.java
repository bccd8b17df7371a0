package org.mithaq.witness;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The hashes of RFC 6962 and the one proof that a witness checks. */
final class Hashes {

  static final int BYTES = 32;

  private Hashes() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The root of the tree without leaves. */
  static byte[] emptyRoot() {
    return sha256().digest();
  }

  private static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = sha256();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }

  /**
   * Whether the tree of one size and root is a beginning of the other, by this proof: RFC 9162
   * section 2.1.4.2. The empty tree is a beginning of all, by the empty proof.
   */
  static boolean continues(
      long oldSize, byte[] oldRoot, long newSize, byte[] newRoot, List<byte[]> proof) {
    if (oldSize > newSize) {
      return false;
    }
    if (oldSize == newSize) {
      return proof.isEmpty() && MessageDigest.isEqual(oldRoot, newRoot);
    }
    if (oldSize == 0) {
      return proof.isEmpty();
    }
    // Strip the levels on which the old tree's right edge is the end of a perfect subtree.
    int stripped = Long.numberOfTrailingZeros(oldSize);
    long fn = oldSize - 1 >>> stripped;
    long sn = newSize - 1 >>> stripped;
    int at = 0;
    byte[] seed;
    if (fn == 0) {
      seed = oldRoot;
    } else if (proof.isEmpty()) {
      return false;
    } else {
      seed = proof.getFirst();
      at = 1;
    }
    byte[] before = seed;
    byte[] after = seed;
    for (; at < proof.size(); at++) {
      if (sn == 0) {
        return false;
      }
      byte[] hash = proof.get(at);
      if ((fn & 1) == 1 || fn == sn) {
        before = node(hash, before);
        after = node(hash, after);
        while (fn != 0 && (fn & 1) == 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        after = node(after, hash);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0
        && MessageDigest.isEqual(before, oldRoot)
        && MessageDigest.isEqual(after, newRoot);
  }
}
