package org.mithaq.audit.log;

/** The steps of sequencing, between any two of which the process may die. */
public enum Step {
  /** Messages have been read and records prepared. */
  PREPARED,
  /** Records have been written, in the open transaction. */
  RECORDS_WRITTEN,
  /** Tiles, offsets, size and root have been written, in the open transaction. */
  TREE_WRITTEN,
  /** The transaction has committed. */
  COMMITTED,
  /** Bundles have been published. */
  BUNDLES_PUBLISHED,
  /** Tiles have been published. */
  TILES_PUBLISHED,
  /** The checkpoint has been signed. */
  SIGNED,
  /** Those who cosign have been asked. */
  COSIGNED,
  /** The checkpoint has been published. */
  CHECKPOINT_PUBLISHED,
  /** Copies of it have been kept. */
  CHECKPOINT_KEPT,
  /** It has been reported how far each emitter is. */
  REPORTED;

  /** Somebody who is told of each step; tests let it fail there. */
  public interface Watch {
    /** A step has been done. */
    void at(Step step);
  }
}
