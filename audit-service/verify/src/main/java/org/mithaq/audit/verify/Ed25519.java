package org.mithaq.audit.verify;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;

/**
 * Ed25519 of RFC 8032 for keys that somebody pins: only those that mean one point, and a safe one.
 */
final class Ed25519 {

  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  /** The field's prime, RFC 8032 section 5.1. */
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /**
   * The y of a point of order eight on the curve; with 0, 1 and their negatives, all low orders.
   */
  private static final BigInteger ORDER_EIGHT =
      new BigInteger(
          "2707385501144840649318225287225658788936804267575313519463743609750303402022");

  private static final Set<BigInteger> LOW_ORDER =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P.subtract(BigInteger.ONE),
          ORDER_EIGHT,
          P.subtract(ORDER_EIGHT));

  private Ed25519() {}

  /**
   * The key of these 32 bytes.
   *
   * @throws IllegalArgumentException when they are not the canonical encoding of a point, or when
   *     the point has a low order, so that one signature would fit many messages
   */
  static PublicKey key(byte[] encoded) {
    if (encoded.length != KEY_BYTES) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
    }
    byte[] bigEndian = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      bigEndian[i] = encoded[KEY_BYTES - 1 - i];
    }
    boolean odd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    BigInteger y = new BigInteger(1, bigEndian);
    if (y.compareTo(P) >= 0) {
      throw new IllegalArgumentException("the key is not in canonical form");
    }
    if (LOW_ORDER.contains(y)) {
      throw new IllegalArgumentException("the key is a point of low order");
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, y)));
      Signature.getInstance("Ed25519").initVerify(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key is not a point of the curve", e);
    }
  }

  /** Whether this key signed this message; false for everything malformed. */
  static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
