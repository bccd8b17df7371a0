package org.mithaq.audit.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The hashes and proofs of RFC 6962 and RFC 9162: pure functions over 32-byte SHA-256 values. */
final class Merkle {

  static final int HASH_BYTES = 32;

  private Merkle() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** RFC 6962 section 2.1: the root of no leaves at all. */
  static byte[] emptyRoot() {
    return sha256().digest();
  }

  static byte[] leafHash(MessageDigest digest, byte[] buffer, int offset, int length) {
    digest.update((byte) 0);
    digest.update(buffer, offset, length);
    return digest.digest();
  }

  static byte[] leafHash(byte[] entry) {
    return leafHash(sha256(), entry, 0, entry.length);
  }

  static byte[] nodeHash(MessageDigest digest, byte[] left, byte[] right) {
    digest.update((byte) 1);
    digest.update(left);
    digest.update(right);
    return digest.digest();
  }

  /** RFC 6962 section 2.1: the root over these leaf hashes, in this order. */
  static byte[] root(List<byte[]> leaves) {
    Frontier frontier = new Frontier();
    for (byte[] leaf : leaves) {
      frontier.append(leaf);
    }
    return frontier.root();
  }

  /** RFC 9162 section 2.1.3.2. Any malformed proof is merely a proof that does not hold. */
  static boolean includes(long index, long size, byte[] leaf, List<byte[]> proof, byte[] root) {
    if (Long.compareUnsigned(index, size) >= 0 || !sane(leaf, root, proof)) {
      return false;
    }
    MessageDigest digest = sha256();
    long fn = index;
    long sn = size - 1;
    byte[] hash = leaf;
    for (byte[] sibling : proof) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        hash = nodeHash(digest, sibling, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        hash = nodeHash(digest, hash, sibling);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 && MessageDigest.isEqual(hash, root);
  }

  /** RFC 9162 section 2.1.4.2. The empty tree is a beginning of every tree, by an empty proof. */
  static boolean consistent(
      long size1, long size2, byte[] root1, byte[] root2, List<byte[]> proof) {
    if (Long.compareUnsigned(size1, size2) > 0 || !sane(root1, root2, proof)) {
      return false;
    }
    if (size1 == size2) {
      return proof.isEmpty() && MessageDigest.isEqual(root1, root2);
    }
    if (size1 == 0) {
      return proof.isEmpty();
    }
    if (proof.isEmpty()) {
      return false;
    }
    MessageDigest digest = sha256();
    boolean complete = (size1 & (size1 - 1)) == 0;
    int next = complete ? 0 : 1;
    byte[] first = complete ? root1 : proof.getFirst();
    byte[] second = first;
    long fn = size1 - 1;
    long sn = size2 - 1;
    while ((fn & 1) == 1) {
      fn >>>= 1;
      sn >>>= 1;
    }
    for (byte[] hash : proof.subList(next, proof.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        first = nodeHash(digest, hash, first);
        second = nodeHash(digest, hash, second);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        second = nodeHash(digest, second, hash);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 && MessageDigest.isEqual(first, root1) && MessageDigest.isEqual(second, root2);
  }

  /**
   * Whether a leaf is in the subtree over the leaves from start to before end, after
   * draft-ietf-plants-merkle-tree-certs.
   */
  static boolean includesInSubtree(
      long index, long start, long end, byte[] leaf, List<byte[]> proof, byte[] root) {
    return isSubtree(start, end)
        && Long.compareUnsigned(index, start) >= 0
        && Long.compareUnsigned(index, end) < 0
        && includes(index - start, end - start, leaf, proof, root);
  }

  /**
   * Whether a subtree over the leaves from start to before end is part of the tree of this size,
   * after draft-ietf-plants-merkle-tree-certs.
   */
  static boolean consistentSubtree(
      long start, long end, long size, byte[] subtree, byte[] root, List<byte[]> proof) {
    if (Long.compareUnsigned(end, size) > 0 || !sane(subtree, root, proof)) {
      return false;
    }
    if (start == end) {
      // A subtree of nothing is part of everything.
      return proof.isEmpty() && MessageDigest.isEqual(subtree, emptyRoot());
    }
    if (!isSubtree(start, end)) {
      return false;
    }
    MessageDigest digest = sha256();
    long fn = start;
    long sn = end - 1;
    long tn = size - 1;
    while (fn != sn && (sn == tn || (sn & 1) == 1)) {
      fn >>>= 1;
      sn >>>= 1;
      tn >>>= 1;
    }
    int next = fn == sn ? 0 : 1;
    if (proof.size() < next) {
      return false;
    }
    byte[] first = fn == sn ? subtree : proof.getFirst();
    byte[] second = first;
    for (byte[] hash : proof.subList(next, proof.size())) {
      if (tn == 0) {
        return false;
      }
      if ((sn & 1) == 1 || sn == tn) {
        if (Long.compareUnsigned(fn, sn) < 0) {
          first = nodeHash(digest, hash, first);
        }
        second = nodeHash(digest, hash, second);
        while ((sn & 1) == 0 && sn != 0) {
          fn >>>= 1;
          sn >>>= 1;
          tn >>>= 1;
        }
      } else {
        second = nodeHash(digest, second, hash);
      }
      fn >>>= 1;
      sn >>>= 1;
      tn >>>= 1;
    }
    return tn == 0 && MessageDigest.isEqual(first, subtree) && MessageDigest.isEqual(second, root);
  }

  /** A subtree starts at a multiple of the smallest power of two that is not below its length. */
  private static boolean isSubtree(long start, long end) {
    if (Long.compareUnsigned(start, end) >= 0) {
      return false;
    }
    long length = end - start;
    long highest = Long.highestOneBit(length);
    long span = highest == length ? length : highest << 1;
    return span == 0 ? start == 0 : (start & (span - 1)) == 0;
  }

  private static boolean sane(byte[] one, byte[] other, List<byte[]> proof) {
    // No tree of 2^64 leaves is higher: a longer proof is refused before any work is done on it.
    return one.length == HASH_BYTES
        && other.length == HASH_BYTES
        && proof.size() <= 65
        && proof.stream().allMatch(hash -> hash.length == HASH_BYTES);
  }

  /** RFC 6962 section 2.1: the hash over a power of two of hashes that stand side by side. */
  static byte[] perfect(MessageDigest digest, List<byte[]> hashes) {
    List<byte[]> row = hashes;
    while (row.size() > 1) {
      List<byte[]> above = new ArrayList<>(row.size() / 2);
      for (int i = 0; i < row.size(); i += 2) {
        above.add(nodeHash(digest, row.get(i), row.get(i + 1)));
      }
      row = above;
    }
    return row.getFirst();
  }

  /** The perfect subtrees at the right edge of a growing tree: all that its root depends on. */
  static final class Frontier {
    private final MessageDigest digest = sha256();
    private final byte[][] subtrees = new byte[64][];
    private long size;

    void append(byte[] leaf) {
      append(0, leaf);
    }

    /** Adds the hash over 2^height leaves; the size must be a multiple of as many. */
    void append(int height, byte[] subtree) {
      long count = 1L << height;
      if ((size & (count - 1)) != 0) {
        throw new IllegalStateException("a subtree does not begin here");
      }
      byte[] hash = subtree;
      int level = height;
      for (long bits = size >>> height; (bits & 1) == 1; bits >>>= 1) {
        hash = nodeHash(digest, subtrees[level], hash);
        level++;
      }
      subtrees[level] = hash;
      size += count;
    }

    long size() {
      return size;
    }

    byte[] root() {
      if (size == 0) {
        return emptyRoot();
      }
      int level = Long.numberOfTrailingZeros(size);
      byte[] hash = subtrees[level];
      for (level++; level < 64; level++) {
        if ((size >>> level & 1) == 1) {
          hash = nodeHash(digest, subtrees[level], hash);
        }
      }
      return Arrays.copyOf(hash, hash.length);
    }
  }
}
