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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * The folder of published logs, a folder a year: static files that any web server could serve.
 * Tiles and bundles are written once and never changed; a checkpoint is replaced by its successor.
 * A file is on the disk before its name is.
 */
public final class LogDirectory {

  private static final String CHECKPOINT = "checkpoint";
  private static final String COSIGNED = "cosigned";

  private final Path base;

  /** The folder; it need not exist yet. */
  public LogDirectory(Path base) {
    this.base = base;
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
        if (Files.exists(year.resolve(CHECKPOINT)) && value > newest.orElse(0)) {
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
    return read(year, CHECKPOINT).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
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

  /** The newest checkpoint that each group has cosigned, in no order. */
  public List<String> kept(int year) throws IOException {
    List<String> kept = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder(year).resolve(COSIGNED), "[0-9a-f]*")) {
      for (Path file : files) {
        kept.add(Files.readString(file));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return kept;
  }

  /** A published file, by its path under the year's log. */
  public Optional<byte[]> read(int year, String path) throws IOException {
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
    Path file = folder(year).resolve(path);
    if (Files.exists(file)) {
      if (!Arrays.equals(Files.readAllBytes(file), content)) {
        throw new ForkException(
            "the file " + year + "/" + path + " has been published with another content");
      }
      return;
    }
    write(file, content);
  }

  /**
   * Removes the partial forms of a tile or bundle that is there in full (tlog-tiles, "Partial
   * Tiles").
   */
  public void dropPartials(int year, String full) throws IOException {
    Path partials = folder(year).resolve(full + ".p");
    if (!Files.exists(folder(year).resolve(full)) || !Files.exists(partials)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(partials)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(partials);
  }

  private Path folder(int year) {
    return base.resolve("%04d".formatted(year));
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException("a file of the log has a folder");
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      for (Path up = folder.getParent(); up != null && up.getNameCount() > 0; up = up.getParent()) {
        if (up.endsWith("tile") || up.getFileName().toString().matches("[0-9]{4}")) {
          sync(up);
        }
      }
    }
    Path temporary = Files.createTempFile(folder, ".new-", "");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      // A temporary file is private; what is published may be read by any web server.
      temporary.toFile().setReadable(true, false);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    sync(folder);
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
