package org.mithaq.local.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.Failure;

/**
 * Copies a log's published files into a folder (C2SP tlog-tiles), so that it can be verified
 * without the service. What it copies it does not judge.
 */
public final class Mirror {

  private static final String INDEX = "checkpoints/index";

  /** So many files are read at once. */
  private static final int AT_ONCE = 8;

  private static final int WIDTH = 256;
  private static final long LARGEST = 1L << 40;

  private final Http http;

  /** A mirror that reads by a client. */
  public Mirror(Http http) {
    this.http = http;
  }

  /**
   * What was copied.
   *
   * @param logs the folders of the logs, the oldest first
   * @param entries how many entries they have
   */
  public record Copy(List<Path> logs, long entries) {

    /** Copies the list. */
    public Copy {
      logs = List.copyOf(logs);
    }

    /** The verifier's arguments that name these logs. */
    public List<String> arguments() {
      return LogYears.arguments(logs);
    }
  }

  /**
   * Copies the logs of all years.
   *
   * @param log the address of the current log, {@code …/v1/log}
   * @param folder where to: each log under its year
   * @param copied takes the number of files copied so far
   * @throws Failure if one of them cannot be read
   */
  public Copy copyAll(URI log, Path folder, LongConsumer copied) {
    List<Path> logs = new ArrayList<>();
    long entries = 0;
    long[] files = {0};
    for (int year : LogYears.served(http, log)) {
      Path there = folder.resolve(Integer.toString(year));
      long before = files[0];
      entries +=
          copy(
              log.resolve("logs/" + year),
              there,
              count -> {
                files[0] = before + count;
                copied.accept(files[0]);
              });
      logs.add(there);
    }
    return new Copy(logs, entries);
  }

  /**
   * Copies a log, and every checkpoint that is kept beside it.
   *
   * @param log its URL
   * @param folder where to, made if it is missing
   * @param copied takes the number of files copied so far
   * @return how many entries the log has
   * @throws Failure if the log cannot be read
   */
  public long copy(URI log, Path folder, LongConsumer copied) {
    // Listed before the checkpoint is read: what is kept is then a beginning of what is copied.
    Optional<byte[]> index = http.find(URI.create(log + "/" + INDEX));
    byte[] checkpoint = http.get(URI.create(log + "/checkpoint"), "");
    long size = size(checkpoint);
    List<String> paths = new ArrayList<>(tiles(size));
    index.ifPresent(list -> paths.addAll(kept(list)));
    long files = fetch(log, folder, paths, copied);
    if (index.isPresent()) {
      write(folder.resolve(INDEX), index.get());
      copied.accept(++files);
    }
    // Last, so that a mirror that was cut short holds what its checkpoint promises.
    write(folder.resolve("checkpoint"), checkpoint);
    copied.accept(++files);
    return size;
  }

  /** Copies files, several at once. */
  private long fetch(URI log, Path folder, List<String> paths, LongConsumer copied) {
    try (ExecutorService fetchers =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      try {
        List<Future<?>> fetched = new ArrayList<>();
        for (String path : paths) {
          fetched.add(fetchers.submit(() -> fetch(log, folder, path)));
        }
        long files = 0;
        for (Future<?> one : fetched) {
          one.get();
          copied.accept(++files);
        }
        return files;
      } catch (ExecutionException e) {
        fetchers.shutdownNow();
        if (e.getCause() instanceof Failure failure) {
          throw failure;
        }
        throw new IllegalStateException("the log cannot be copied", e.getCause());
      } catch (InterruptedException e) {
        fetchers.shutdownNow();
        Thread.currentThread().interrupt();
        throw Failure.failed("Stopped.");
      }
    }
  }

  private void fetch(URI log, Path folder, String path) {
    Path target = folder.resolve(path);
    // A full tile never changes, nor what is kept.
    if (path.contains(".p/") || !Files.exists(target)) {
      write(target, http.get(URI.create(log + "/" + path), ""));
    }
  }

  /** The paths of the checkpoints that an index lists: a line each, which begins with the size. */
  static List<String> kept(byte[] index) {
    List<String> paths = new ArrayList<>();
    for (String line : new String(index, StandardCharsets.UTF_8).lines().toList()) {
      String size = line.split(" ", 2)[0];
      if (!size.matches("0|[1-9][0-9]{0,17}")) {
        throw Failure.failed("What the log serves as its list of checkpoints is none.");
      }
      paths.add("checkpoints/" + size);
    }
    return paths;
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
      // Whole, or not at all: what is there is not fetched again.
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
