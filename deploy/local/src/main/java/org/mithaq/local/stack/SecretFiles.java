package org.mithaq.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read: keys, passwords, configurations that hold one. */
public final class SecretFiles {

  /** For a file that is created: readable and writable by its owner alone. */
  public static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** For a directory that is created: open to its owner alone. */
  public static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private SecretFiles() {}

  /**
   * Writes a file so that a reader sees the old text or the new one, never a part, and nobody else
   * sees either.
   *
   * @throws UncheckedIOException when the disk refuses
   */
  public static void write(Path file, String text) {
    try {
      Path half = file.resolveSibling("." + file.getFileName() + ".new");
      Files.deleteIfExists(half);
      Files.createFile(half, OWNER_ONLY);
      Files.write(half, text.getBytes(StandardCharsets.UTF_8));
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
