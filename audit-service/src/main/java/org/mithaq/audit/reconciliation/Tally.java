package org.mithaq.audit.reconciliation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A digest over the payloads of an emitter's records in the order of their numbers, {@code digest =
 * SHA-256(digest before ‖ SHA-256(payload))}.
 *
 * @param first the number from which it runs
 * @param number the last number in it; one less than the first when nothing is
 * @param digest the digest, 32 bytes; zeros when nothing is in it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tally(long first, long number, byte[] digest) {

  private static final int BYTES = 32;

  /** Copies the digest, and checks that the values can be. */
  public Tally {
    if (first < 1 || number < first - 1 || digest.length != BYTES) {
      throw new IllegalArgumentException("no tally has such values");
    }
    digest = digest.clone();
  }

  /** A tally that begins with this number. */
  public static Tally from(long first) {
    return new Tally(first, first - 1, new byte[BYTES]);
  }

  /** With the payload of the next number as well. */
  public Tally plus(byte[] payload) {
    MessageDigest sha256 = sha256();
    byte[] hash = sha256.digest(payload);
    sha256.update(digest);
    return new Tally(first, number + 1, sha256.digest(hash));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether both are of the same payloads, from and up to the same numbers. */
  public boolean agrees(Tally other) {
    return first == other.first && number == other.number && Arrays.equals(digest, other.digest);
  }

  @Override
  public byte[] digest() {
    return digest.clone();
  }
}
