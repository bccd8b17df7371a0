package org.mithaq.audit.log;

/** Where C2SP tlog-tiles puts tiles and bundles of entries, under the log's own folder. */
public final class TilePath {

  /** Hashes in a full tile, entries in a full bundle. */
  public static final int WIDTH = 256;

  private TilePath() {}

  /** Tile {@code n} of a level; {@code width} from 1 to 256. */
  public static String tile(int level, long n, int width) {
    return "tile/" + level + "/" + number(n) + partial(width);
  }

  /** Bundle {@code n}; {@code width} from 1 to 256. */
  public static String entries(long n, int width) {
    return "tile/entries/" + number(n) + partial(width);
  }

  /** Groups of three digits, all but the last prefixed {@code x}: 1234067 is x001/x234/067. */
  static String number(long n) {
    StringBuilder path = new StringBuilder("%03d".formatted(n % 1000));
    for (long rest = n / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return path.toString();
  }

  private static String partial(int width) {
    if (width < 1 || width > WIDTH) {
      throw new IllegalArgumentException("a tile has 1 to 256 hashes");
    }
    return width == WIDTH ? "" : ".p/" + width;
  }
}
