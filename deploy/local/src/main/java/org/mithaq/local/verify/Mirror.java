package org.mithaq.local.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.Failure;

/**
 * Copies a log's published files into a folder (C2SP tlog-tiles), so that it can be verified
 * without the service. What it copies it does not judge.
 */
public final class Mirror {

  private static final int WIDTH = 256;
  private static final long LARGEST = 1L << 40;

  private final Http http;

  /** A mirror that reads by a client. */
  public Mirror(Http http) {
    this.http = http;
  }

  /**
   * Copies a log.
   *
   * @param log its URL
   * @param folder where to, made if it is missing
   * @param copied takes the number of files copied so far
   * @return how many entries the log has
   * @throws Failure if the log cannot be read
   */
  public long copy(URI log, Path folder, LongConsumer copied) {
    byte[] checkpoint = http.get(URI.create(log + "/checkpoint"), "");
    long size = size(checkpoint);
    long files = 0;
    for (String tile : tiles(size)) {
      Path target = folder.resolve(tile);
      // A full tile never changes.
      if (tile.contains(".p/") || !Files.exists(target)) {
        write(target, http.get(URI.create(log + "/" + tile), ""));
      }
      copied.accept(++files);
    }
    // Last, so that a mirror that was cut short holds what its checkpoint promises.
    write(folder.resolve("checkpoint"), checkpoint);
    return size;
  }

  /** The paths of all tiles of a log of a size, entries too. */
  static List<String> tiles(long size) {
    List<String> paths = new ArrayList<>();
    addLevel(paths, "tile/entries/", size);
    long nodes = size;
    for (int level = 0; nodes > 0; level++) {
      addLevel(paths, "tile/" + level + "/", nodes);
      nodes /= WIDTH;
    }
    return paths;
  }

  private static void addLevel(List<String> paths, String prefix, long nodes) {
    for (long index = 0; index < nodes / WIDTH; index++) {
      paths.add(prefix + index(index));
    }
    if (nodes % WIDTH != 0) {
      paths.add(prefix + index(nodes / WIDTH) + ".p/" + nodes % WIDTH);
    }
  }

  /** 1234067 is {@code x001/x234/067}. */
  static String index(long number) {
    StringBuilder path = new StringBuilder(String.format("%03d", number % 1000));
    for (long rest = number / 1000; rest > 0; rest /= 1000) {
      path.insert(0, String.format("x%03d/", rest % 1000));
    }
    return path.toString();
  }

  static long size(byte[] checkpoint) {
    String[] lines = new String(checkpoint, StandardCharsets.UTF_8).split("\n", 4);
    try {
      long size = lines.length < 3 ? -1 : Long.parseLong(lines[1]);
      if (size >= 0 && size <= LARGEST) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw noCheckpoint();
    }
    throw noCheckpoint();
  }

  private static Failure noCheckpoint() {
    return Failure.failed("What the log serves as its checkpoint is none.");
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
