package org.mithaq.audit.verify;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One emitter's numbering as it stands after the entries seen so far: consecutive, each entry
 * naming the hash of the one before it.
 */
final class Chain {

  private static final byte[] ZEROS = new byte[Merkle.HASH_BYTES];

  private final long first;
  private final byte[] before;
  private long last;
  private byte[] leaf;

  private Chain(Entry entry, byte[] leaf) {
    this.first = entry.number();
    this.before = entry.previous();
    this.last = entry.number();
    this.leaf = leaf;
  }

  /** The chain that begins with this entry. */
  static Chain startingWith(Supplier<String> where, Entry entry, byte[] leaf) {
    boolean zeros = Arrays.equals(entry.previous(), ZEROS);
    if (zeros != (entry.number() == 1)) {
      throw new Fault(
          where.get(),
          "the first entry of "
              + entry.emitter()
              + " has number "
              + entry.number()
              + (zeros ? " and names nothing before it" : " and yet names one before it"));
    }
    return new Chain(entry, leaf);
  }

  /** Adds the emitter's next entry. */
  void append(Supplier<String> where, Entry entry, byte[] hash) {
    if (entry.number() != last + 1) {
      throw new Fault(
          where.get(),
          "%s has number %d where %d is due".formatted(entry.emitter(), entry.number(), last + 1));
    }
    if (!Arrays.equals(entry.previous(), leaf)) {
      throw new Fault(
          where.get(),
          "number %d of %s does not name the entry before it"
              .formatted(entry.number(), entry.emitter()));
    }
    last = entry.number();
    leaf = hash;
  }

  /** Whether the numbering goes on from another log, that of an earlier year. */
  boolean continues() {
    return first > 1;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  /** The leaf hash of the emitter's last entry. */
  byte[] leaf() {
    return leaf;
  }

  /** The leaf hash that the first entry names: of the last entry in the log before this one. */
  byte[] before() {
    return before;
  }
}
