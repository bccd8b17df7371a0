package org.mithaq.audit.log;

import java.io.IOException;

/** What the log's folder does with its disk: each may fail, and the disk may be full. */
public enum DiskUse {
  /** A file is read, or it is asked whether it is there. */
  READ,
  /** A file that has no name yet is begun. */
  CREATE,
  /** Its content is written. */
  WRITE,
  /** Its content is forced to the disk. */
  FORCE,
  /** It is given its name. */
  RENAME,
  /** The name is forced to the disk. */
  SYNC,
  /** What is not needed any more is removed. */
  REMOVE;

  /** Somebody who is asked before each use; tests let it fail there. */
  public interface Watch {
    /**
     * The disk is about to be used.
     *
     * @throws IOException as the disk would
     */
    void before(DiskUse use) throws IOException;
  }
}
