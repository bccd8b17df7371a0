package org.mithaq.exchange.selector;

import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * A keyed Bloom filter of a name: two filters of one key are as similar as the names that they were
 * made of, and say nothing else to who lacks the key.
 *
 * <p>Hardened in two ways against who counts bits over many filters: positions come from a keyed
 * hash and not from the sum of two (Niedermeyer et al. 2014), and the filter is folded on itself by
 * exclusive or (Schnell and Borgs 2016), after which no bit stands for any pair of sounds.
 *
 * @param epoch which matching key made it
 * @param bits {@value #LENGTH} bits, Base64
 */
public record NameFilter(int epoch, String bits) {

  /** Bits of a filter, after folding. */
  public static final int LENGTH = 512;

  private static final int UNFOLDED = 2 * LENGTH;
  private static final int HASHES = 8;

  /**
   * Makes one.
   *
   * @param hash a keyed hash, at least 16 bytes long
   */
  static NameFilter of(int epoch, List<String> features, Function<String, byte[]> hash) {
    BitSet wide = new BitSet(UNFOLDED);
    for (String feature : features) {
      byte[] bytes = hash.apply(feature);
      for (int i = 0; i < HASHES; i++) {
        int position = (bytes[2 * i] & 0xFF) << Byte.SIZE | bytes[2 * i + 1] & 0xFF;
        wide.set(position % UNFOLDED);
      }
    }
    BitSet folded = wide.get(0, LENGTH);
    folded.xor(wide.get(LENGTH, UNFOLDED));
    byte[] bits = new byte[LENGTH / Byte.SIZE];
    byte[] used = folded.toByteArray();
    System.arraycopy(used, 0, bits, 0, used.length);
    return new NameFilter(epoch, Base64.getEncoder().encodeToString(bits));
  }

  @Override
  public String toString() {
    return "NameFilter[redacted]";
  }
}
