package org.mithaq.alert.matching;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers of keys that they were seen, in some twelve bits each: a Bloom filter that grows by
 * larger and larger layers. It may hold a key to be seen that was not, about one in a hundred, and
 * never the other way round. Its memory is bounded: beyond its last layer it holds every key to be
 * seen.
 */
final class KnownKeys {

  /** Together 22 MB, for more than fourteen million keys; each that there is costs a look. */
  private static final int LAYERS = 3;

  private static final int FIRST_BLOCKS = 1 << 14;
  private static final int GROWTH = 4;
  private static final int KEYS_A_BLOCK = 42;

  /** A block is a line of the processor's cache: whatever is asked costs one access to memory. */
  private static final int WORDS_A_BLOCK = 8;

  private static final int BITS_A_KEY = 7;
  private static final int BIT_PLACE = 9;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The largest is last. */
  private final List<long[]> layers = new ArrayList<>();

  private final int most;
  private int room;
  private boolean full;

  KnownKeys() {
    this(LAYERS);
  }

  /**
   * @param most how many layers it may have
   */
  KnownKeys(int most) {
    this.most = most;
    grow(FIRST_BLOCKS);
  }

  /** False only where a key was never seen. */
  boolean mayHold(byte[] key) {
    return full || held(hash(key));
  }

  /** Remembers a key. */
  void add(byte[] key) {
    long hash = hash(key);
    if (full || held(hash)) {
      return;
    }
    if (room == 0) {
      if (layers.size() == most) {
        full = true;
        layers.clear();
        return;
      }
      grow(layers.getLast().length / WORDS_A_BLOCK * GROWTH);
    }
    room--;
    long[] words = layers.getLast();
    int block = block(words, hash);
    long places = mix(hash);
    for (int i = 0; i < BITS_A_KEY; i++, places >>>= BIT_PLACE) {
      words[block + word(places)] |= 1L << places;
    }
  }

  private void grow(int blocks) {
    layers.add(new long[blocks * WORDS_A_BLOCK]);
    room = blocks * KEYS_A_BLOCK;
  }

  private boolean held(long hash) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (held(layers.get(i), hash)) {
        return true;
      }
    }
    return false;
  }

  private static boolean held(long[] words, long hash) {
    int block = block(words, hash);
    long places = mix(hash);
    for (int i = 0; i < BITS_A_KEY; i++, places >>>= BIT_PLACE) {
      if ((words[block + word(places)] & 1L << places) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int block(long[] words, long hash) {
    return (int) (hash >>> Integer.SIZE) & words.length - WORDS_A_BLOCK;
  }

  /** Which word of its block: the three bits above the six that say which bit of the word. */
  private static int word(long places) {
    return (int) (places >>> 6) & WORDS_A_BLOCK - 1;
  }

  private static long hash(byte[] key) {
    long hash = key.length;
    int at = 0;
    for (; at + Long.BYTES <= key.length; at += Long.BYTES) {
      hash = mix(hash ^ (long) WORDS.get(key, at));
    }
    long rest = 0;
    for (; at < key.length; at++) {
      rest = rest << Byte.SIZE | key[at] & 0xff;
    }
    return mix(hash ^ rest);
  }

  /** SplitMix64's finaliser: every bit of the result depends on every bit. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
