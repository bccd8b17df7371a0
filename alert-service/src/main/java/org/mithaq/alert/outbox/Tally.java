package org.mithaq.alert.outbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What this service believes that it sent: a digest over the payloads of its records in the order
 * of their numbers, {@code digest = SHA-256(digest before ‖ SHA-256(payload))}.
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

  /**
   * With the record of this number as well. Where it does not follow the last one, somebody has
   * numbered records without counting them here: then the tally begins anew, which the log sees by
   * its first number.
   *
   * @param payloadHash SHA-256 of the payload
   */
  public Tally plus(long number, byte[] payloadHash) {
    if (number != this.number + 1) {
      return from(number).plus(number, payloadHash);
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(digest);
      return new Tally(first, number, sha256.digest(payloadHash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public byte[] digest() {
    return digest.clone();
  }
}
