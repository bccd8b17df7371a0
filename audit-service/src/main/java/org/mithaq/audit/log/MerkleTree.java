package org.mithaq.audit.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The right edge of a growing tree, as the last tile of each level: all that is needed to add
 * leaves and to compute the root. It remembers which tiles it has changed.
 */
public final class MerkleTree {

  /**
   * The last tile of each level; never full for long: a full one is replaced by its empty
   * successor.
   */
  private final List<List<byte[]>> edge = new ArrayList<>();

  private final TreeMap<TileId, byte[]> changed = new TreeMap<>();
  private long size;

  private MerkleTree(long size) {
    this.size = size;
  }

  /**
   * Which tile.
   *
   * @param level 0 for leaf hashes
   * @param position the tile's number within its level
   */
  public record TileId(int level, long position) implements Comparable<TileId> {
    @Override
    public int compareTo(TileId other) {
      int byLevel = Integer.compare(level, other.level);
      return byLevel != 0 ? byLevel : Long.compare(position, other.position);
    }
  }

  /** From where the tree's tiles are read. */
  public interface Tiles {
    /** The hashes of a tile, one after the other; at least as many as the tree's size wants. */
    byte[] hashes(TileId tile);
  }

  /**
   * The tree of this size.
   *
   * @throws IllegalStateException when a tile has fewer hashes than the size wants
   */
  public static MerkleTree of(long size, Tiles tiles) {
    MerkleTree tree = new MerkleTree(size);
    int level = 0;
    for (long hashes = size; hashes > 0; hashes /= TilePath.WIDTH) {
      int width = (int) (hashes % TilePath.WIDTH);
      List<byte[]> tile = new ArrayList<>();
      if (width > 0) {
        byte[] bytes = tiles.hashes(new TileId(level, hashes / TilePath.WIDTH));
        if (bytes.length < width * Merkle.BYTES) {
          throw new IllegalStateException("a tile is shorter than the log's size wants");
        }
        for (int i = 0; i < width; i++) {
          tile.add(Arrays.copyOfRange(bytes, i * Merkle.BYTES, (i + 1) * Merkle.BYTES));
        }
      }
      tree.edge.add(tile);
      level++;
    }
    return tree;
  }

  /** Adds a leaf's hash. */
  public void append(byte[] leaf) {
    append(0, leaf);
    size++;
  }

  private void append(int level, byte[] hash) {
    if (edge.size() == level) {
      edge.add(new ArrayList<>());
    }
    List<byte[]> tile = edge.get(level);
    tile.add(hash);
    if (tile.size() == TilePath.WIDTH) {
      long position = size >> (8 * (level + 1));
      changed.put(new TileId(level, position), joined(tile));
      byte[] above = Merkle.perfect(tile);
      tile.clear();
      append(level + 1, above);
    }
  }

  /** How many leaves there are. */
  public long size() {
    return size;
  }

  /** The root over all leaves. */
  public byte[] root() {
    byte[] root = null;
    for (int level = 0; level < edge.size(); level++) {
      List<byte[]> tile = edge.get(level);
      int end = tile.size();
      // From the right: each set bit of the width is one perfect subtree within the tile.
      for (int bits = end; bits > 0; bits &= bits - 1) {
        int width = Integer.lowestOneBit(bits);
        byte[] subtree = Merkle.perfect(tile.subList(end - width, end));
        root = root == null ? subtree : Merkle.node(subtree, root);
        end -= width;
      }
    }
    return root == null ? Merkle.emptyRoot() : root;
  }

  /** Every tile that has changed since the tree was read, with its hashes as they are now. */
  public TreeMap<TileId, byte[]> changed() {
    TreeMap<TileId, byte[]> all = new TreeMap<>(changed);
    for (int level = 0; level < edge.size(); level++) {
      if (!edge.get(level).isEmpty()) {
        all.put(new TileId(level, size >> (8 * (level + 1))), joined(edge.get(level)));
      }
    }
    return all;
  }

  private static byte[] joined(List<byte[]> hashes) {
    byte[] bytes = new byte[hashes.size() * Merkle.BYTES];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i), 0, bytes, i * Merkle.BYTES, Merkle.BYTES);
    }
    return bytes;
  }
}
