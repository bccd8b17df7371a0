package org.mithaq.audit.verify;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a reader remembers of a log from one run to the next: every checkpoint that it found to
 * hold. A log that shows this reader one history today and another one tomorrow is found out.
 */
final class Memory {

  private final Path base;
  private final String folder;

  /** The memory of the log of this origin, in this folder, which need not exist yet. */
  Memory(Path base, String origin) {
    this.base = base;
    this.folder = URLEncoder.encode(origin, StandardCharsets.UTF_8).replace(".", "%2E");
  }

  /** All that is remembered. */
  List<Milestones.Kept> checkpoints() {
    return new Source.Folder(base).kept(folder);
  }

  /**
   * Remembers a checkpoint that was found to hold.
   *
   * @throws Unreachable when it cannot be written
   */
  void keep(long size, byte[] note) {
    Path file = base.resolve(folder).resolve(Long.toString(size));
    try {
      if (Files.exists(file)) {
        return;
      }
      Files.createDirectories(base.resolve(folder));
      Path half = Files.createTempFile(base.resolve(folder), ".new-", "");
      Files.write(half, note);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Unreachable("cannot write " + file, e);
    }
  }
}
