package org.mithaq.witness;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** Ed25519 of RFC 8032 as the JDK has it, for keys in their bare form of 32 bytes. */
final class Ed25519 {

  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  private static final BigInteger PRIME =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /** The curve's constant: -121665/121666. */
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(PRIME)).mod(PRIME);

  private Ed25519() {}

  /**
   * The public key of these bytes.
   *
   * @throws IllegalArgumentException when they are not the one encoding of a point of high order
   */
  static PublicKey publicKey(byte[] bytes) {
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
    }
    byte[] magnitude = reversed(bytes);
    boolean odd = magnitude[0] < 0;
    magnitude[0] &= 0x7f;
    BigInteger y = new BigInteger(1, magnitude);
    if (y.compareTo(PRIME) >= 0) {
      throw new IllegalArgumentException("the key is not in its canonical form");
    }
    if (lowOrder(y)) {
      throw new IllegalArgumentException("the key is of low order: it would fit any message");
    }
    try {
      EdECPoint point = new EdECPoint(odd, y);
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
      // Only here does the JDK look whether there is such a point.
      Signature.getInstance("Ed25519").initVerify(key);
      return key;
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("the key is no point of the curve", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key cannot be used", e);
    }
  }

  /**
   * Whether a point with this y has an order that divides eight. Those of order 1 and 2 have y =
   * ±1, those of order 4 have y = 0, and doubled once those of order 8 give y = 0, which is where
   * x² = -y².
   */
  private static boolean lowOrder(BigInteger y) {
    BigInteger square = y.multiply(y).mod(PRIME);
    if (square.signum() == 0 || square.equals(BigInteger.ONE)) {
      return true;
    }
    // x² = (y² - 1) / (d·y² + 1)
    BigInteger x2 =
        square
            .subtract(BigInteger.ONE)
            .multiply(D.multiply(square).add(BigInteger.ONE).modInverse(PRIME))
            .mod(PRIME);
    return x2.add(square).mod(PRIME).signum() == 0;
  }

  /**
   * The 32 bytes of the public half of a private key: RFC 8032 section 5.1.5 makes it of the seed.
   */
  static byte[] publicBytes(PrivateKey key) {
    if (!(key instanceof EdECPrivateKey ed)
        || ed.getBytes().filter(seed -> seed.length == KEY_BYTES).isEmpty()) {
      throw new IllegalArgumentException("not an Ed25519 key");
    }
    byte[] seed = ed.getBytes().get();
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Replay(seed));
      EdECPublicKey half = (EdECPublicKey) generator.generateKeyPair().getPublic();
      byte[] magnitude = half.getPoint().getY().toByteArray();
      byte[] padded = new byte[KEY_BYTES];
      int length = Math.min(magnitude.length, KEY_BYTES);
      System.arraycopy(magnitude, magnitude.length - length, padded, KEY_BYTES - length, length);
      byte[] bytes = reversed(padded);
      if (half.getPoint().isXOdd()) {
        bytes[KEY_BYTES - 1] |= (byte) 0x80;
      }
      return bytes;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /** Gives the seed where the generator asks for random bytes. */
  private static final class Replay extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Replay(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the witness's key does not sign", e);
    }
  }

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

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
