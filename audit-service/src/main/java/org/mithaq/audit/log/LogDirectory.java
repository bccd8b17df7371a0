package org.mithaq.audit.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of published logs, a folder a year: static files that any web server could serve.
 * Tiles and bundles are written once and never changed; a checkpoint is replaced by its successor.
 * A file is on the disk before its name is.
 */
public final class LogDirectory {

  private static final String CHECKPOINT = "checkpoint";
  private static final String COSIGNED = "cosigned";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String INDEX = CHECKPOINTS + "/index";
  private static final Pattern LINE = Pattern.compile("([0-9]{1,18}) ([-0-9T:]{19}Z)");

  private final Path base;
  private final DiskUse.Watch disk;

  /** Folders whose own names are known to be on the disk. */
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  /** The folder; it need not exist yet. */
  public LogDirectory(Path base) {
    this(base, use -> {});
  }

  /** The folder; who watches is asked before each use of the disk. */
  public LogDirectory(Path base, DiskUse.Watch disk) {
    this.base = base;
    this.disk = disk;
  }

  /** Does something that only one process at a time may do. */
  public interface Exclusive {
    /** The thing to do. */
    void run() throws IOException;
  }

  /** Runs this while no other process publishes into the folder. */
  public void exclusively(Exclusive what) throws IOException {
    Files.createDirectories(base);
    try (FileChannel channel =
            FileChannel.open(
                base.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("the lock of the log's folder was lost");
      }
      what.run();
    }
  }

  /** The newest year with a checkpoint. */
  public OptionalInt current() throws IOException {
    OptionalInt newest = OptionalInt.empty();
    try (DirectoryStream<Path> years = Files.newDirectoryStream(base, "[0-9][0-9][0-9][0-9]")) {
      for (Path year : years) {
        int value = Integer.parseInt(year.getFileName().toString());
        if (value > newest.orElse(0) && there(year.resolve(CHECKPOINT))) {
          newest = OptionalInt.of(value);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return OptionalInt.empty();
    }
    return newest;
  }

  /** The published checkpoint of a year's log. */
  public Optional<String> checkpoint(int year) throws IOException {
    return text(year, CHECKPOINT);
  }

  /** Publishes a checkpoint in the place of the one before. */
  public void publish(int year, String checkpoint) throws IOException {
    write(folder(year).resolve(CHECKPOINT), checkpoint.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Keeps the newest checkpoint that these have cosigned, in the place of the one before.
   *
   * @param by who has; each such group has a place of its own
   */
  public void keep(int year, SortedSet<String> by, String checkpoint) throws IOException {
    byte[] hash = Merkle.sha256().digest(String.join("\n", by).getBytes(StandardCharsets.UTF_8));
    write(
        folder(year).resolve(COSIGNED).resolve(HexFormat.of().formatHex(hash, 0, 16)),
        checkpoint.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Keeps this checkpoint for ever under its size, {@code checkpoints/<size>}, and lists it with
   * its hour in {@code checkpoints/index}; does nothing where one is listed of this hour or a later
   * one. So a year has at most 8,784 of them.
   */
  public void keepOneAnHour(int year, long size, String checkpoint, Instant now)
      throws IOException {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    String index = text(year, INDEX).orElse("");
    if (!newestHour(index).isBefore(hour)) {
      return;
    }
    Path file = folder(year).resolve(CHECKPOINTS).resolve(Long.toString(size));
    if (!there(file)) {
      write(file, checkpoint.getBytes(StandardCharsets.UTF_8));
    }
    // After what it names; what a crash leaves unlisted is one file more, and not missed.
    String longer = index + size + " " + hour + "\n";
    write(folder(year).resolve(INDEX), longer.getBytes(StandardCharsets.UTF_8));
  }

  private static Instant newestHour(String index) {
    return index
        .lines()
        .reduce((earlier, later) -> later)
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(line -> Instant.parse(line.group(2)))
        .orElse(Instant.MIN);
  }

  /** The sizes of the checkpoints that are kept for ever, a line each: the size and its hour. */
  public Optional<String> index(int year) throws IOException {
    return text(year, INDEX);
  }

  /** The checkpoint that is kept for ever under this size. */
  public Optional<String> checkpoint(int year, long size) throws IOException {
    return text(year, CHECKPOINTS + "/" + size);
  }

  /** The newest checkpoint that each group has cosigned, in no order. */
  public List<String> kept(int year) throws IOException {
    List<String> kept = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder(year).resolve(COSIGNED), "[0-9a-f]*")) {
      for (Path file : files) {
        disk.before(DiskUse.READ);
        kept.add(Files.readString(file));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return kept;
  }

  /** A published file, by its path under the year's log. */
  public Optional<byte[]> read(int year, String path) throws IOException {
    disk.before(DiskUse.READ);
    try {
      return Optional.of(Files.readAllBytes(folder(year).resolve(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes a file that is never changed; does nothing where it is there already.
   *
   * @throws ForkException when it is there with another content
   */
  public void writeOnce(int year, String path, byte[] content) throws IOException {
    Optional<byte[]> before = read(year, path);
    if (before.isEmpty()) {
      write(folder(year).resolve(path), content);
    } else if (Arrays.equals(before.get(), content)) {
      // Whoever wrote it may have failed before its name was on the disk.
      sync(parent(folder(year).resolve(path)));
    } else {
      throw new ForkException(
          "the file " + year + "/" + path + " has been published with another content");
    }
  }

  /**
   * Removes the partial forms of a tile or bundle that is there in full (tlog-tiles, "Partial
   * Tiles").
   */
  public void dropPartials(int year, String full) throws IOException {
    Path partials = folder(year).resolve(full + ".p");
    if (!there(folder(year).resolve(full)) || !there(partials)) {
      return;
    }
    disk.before(DiskUse.REMOVE);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(partials)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(partials);
    durable.remove(partials);
  }

  private Path folder(int year) {
    return base.resolve("%04d".formatted(year));
  }

  private Optional<String> text(int year, String path) throws IOException {
    return read(year, path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Unlike {@code Files.exists}, to which what cannot be read is not there. */
  private boolean there(Path file) throws IOException {
    disk.before(DiskUse.READ);
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Path parent(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException("a file of the log has a folder");
    }
    return folder;
  }

  private void write(Path file, byte[] content) throws IOException {
    Path folder = parent(file);
    disk.before(DiskUse.CREATE);
    if (!durable.contains(folder) || !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      for (Path up = folder.getParent(); up != null && up.startsWith(base); up = up.getParent()) {
        sync(up);
      }
      durable.add(folder);
    }
    Path temporary = Files.createTempFile(folder, ".new-", "");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        disk.before(DiskUse.WRITE);
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        disk.before(DiskUse.FORCE);
        channel.force(true);
      }
      // A temporary file is private; what is published may be read by any web server.
      temporary.toFile().setReadable(true, false);
      disk.before(DiskUse.RENAME);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    sync(folder);
  }

  private void sync(Path folder) throws IOException {
    disk.before(DiskUse.SYNC);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
