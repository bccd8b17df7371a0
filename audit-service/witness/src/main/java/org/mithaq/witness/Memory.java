package org.mithaq.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a witness remembers, a file a log. A file is whole on the disk before it takes its name, and
 * its name is on the disk before anybody is told. One process at a time owns the folder.
 */
final class Memory implements AutoCloseable {

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private Memory(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes this folder, which must be there: a witness that silently began anew could be made to
   * cosign a second history.
   *
   * @throws IOException when it is not there, or another process has it
   */
  static Memory open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException("another witness remembers in " + folder);
    }
    return new Memory(folder, channel, lock);
  }

  /** The last state of this log that was cosigned. */
  Seen recall(String origin) throws IOException {
    String text;
    try {
      text = Files.readString(file(origin));
    } catch (NoSuchFileException e) {
      return Seen.nothing(origin);
    }
    Seen seen = Seen.parse(text);
    if (!seen.origin().equals(origin)) {
      throw new IOException("the state of a log is that of another one");
    }
    return seen;
  }

  /** Remembers this state; when this returns, it outlasts a power cut. */
  void remember(Seen seen) throws IOException {
    Path file = file(seen.origin());
    Path half = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            half,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(seen.text().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private Path file(String origin) {
    byte[] hash = Hashes.sha256().digest(origin.getBytes(StandardCharsets.UTF_8));
    return folder.resolve(HexFormat.of().formatHex(hash));
  }

  @Override
  public void close() throws IOException {
    lock.close();
    channel.close();
  }
}
