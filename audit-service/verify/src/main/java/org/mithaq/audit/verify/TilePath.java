package org.mithaq.audit.verify;

/** Where C2SP tlog-tiles puts a tile and a bundle of entries. */
final class TilePath {

  /** Hashes in a full tile, entries in a full bundle. */
  static final int WIDTH = 256;

  /** The height of the subtree under a full tile. */
  static final int HEIGHT = 8;

  private TilePath() {}

  /** The path of tile {@code n} of this level, {@code width} hashes wide (1 to 256). */
  static String tile(int level, long n, int width) {
    return "tile/" + level + "/" + number(n) + partial(width);
  }

  /** The path of the bundle of entries {@code n}, {@code width} entries wide (1 to 256). */
  static String entries(long n, int width) {
    return "tile/entries/" + number(n) + partial(width);
  }

  private static String number(long n) {
    StringBuilder path = new StringBuilder("%03d".formatted(n % 1000));
    for (long rest = n / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return path.toString();
  }

  private static String partial(int width) {
    return width == WIDTH ? "" : ".p/" + width;
  }
}
