package org.mithaq.audit.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Proofs of RFC 6962 section 2.1, computed from the tiles of a tree of a given size. */
public final class Proofs {

  private final long size;
  private final MerkleTree.Tiles tiles;
  private final Map<MerkleTree.TileId, byte[]> read = new HashMap<>();

  /** Proofs in the tree of this size, over these tiles. */
  public Proofs(long size, MerkleTree.Tiles tiles) {
    this.size = size;
    this.tiles = tiles;
  }

  /** The root. */
  public byte[] root() {
    return size == 0 ? Merkle.emptyRoot() : range(0, size);
  }

  /** The root that the tree had when it had only this many leaves. */
  public byte[] rootAt(long earlier) {
    if (earlier < 0 || earlier > size) {
      throw new IllegalArgumentException("the tree has not been of that size");
    }
    return earlier == 0 ? Merkle.emptyRoot() : range(0, earlier);
  }

  /** The hash of a leaf. */
  public byte[] leaf(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no such leaf");
    }
    return range(index, index + 1);
  }

  /** RFC 6962 section 2.1.1: from the leaf's sibling up to the root's child. */
  public List<byte[]> inclusion(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no such leaf");
    }
    List<byte[]> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return path;
  }

  private void inclusion(long index, long start, long end, List<byte[]> path) {
    if (end - start == 1) {
      return;
    }
    long middle = start + split(end - start);
    if (index < middle) {
      inclusion(index, start, middle, path);
      path.add(range(middle, end));
    } else {
      inclusion(index, middle, end, path);
      path.add(range(start, middle));
    }
  }

  /** RFC 6962 section 2.1.2: that the tree of the earlier size is a beginning of this one. */
  public List<byte[]> consistency(long earlier) {
    if (earlier < 0 || earlier > size) {
      throw new IllegalArgumentException("the tree has not been of that size");
    }
    List<byte[]> proof = new ArrayList<>();
    if (earlier > 0 && earlier < size) {
      consistency(earlier, 0, size, true, proof);
    }
    return proof;
  }

  private void consistency(long earlier, long start, long end, boolean whole, List<byte[]> proof) {
    if (earlier == end) {
      if (!whole) {
        proof.add(range(start, end));
      }
      return;
    }
    long middle = start + split(end - start);
    if (earlier <= middle) {
      consistency(earlier, start, middle, whole, proof);
      proof.add(range(middle, end));
    } else {
      consistency(earlier, middle, end, false, proof);
      proof.add(range(start, middle));
    }
  }

  /** The largest power of two below n. */
  private static long split(long n) {
    return Long.highestOneBit(n - 1);
  }

  /** The hash over the leaves from start to before end. */
  private byte[] range(long start, long end) {
    long count = end - start;
    if (Long.bitCount(count) != 1) {
      long middle = start + split(count);
      return Merkle.node(range(start, middle), range(middle, end));
    }
    int height = Long.numberOfTrailingZeros(count);
    int level = height / 8;
    int width = 1 << (height - 8 * level);
    long first = start >> (8 * level);
    byte[] tile =
        read.computeIfAbsent(new MerkleTree.TileId(level, first / TilePath.WIDTH), tiles::hashes);
    int at = (int) (first % TilePath.WIDTH) * Merkle.BYTES;
    if (tile.length < at + width * Merkle.BYTES) {
      throw new IllegalStateException("a tile is shorter than the log's size wants");
    }
    List<byte[]> hashes = new ArrayList<>(width);
    for (int i = 0; i < width; i++, at += Merkle.BYTES) {
      hashes.add(Arrays.copyOfRange(tile, at, at + Merkle.BYTES));
    }
    return Merkle.perfect(hashes);
  }
}
