package org.mithaq.local.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The verifier key of a signed note (C2SP signed-note): {@code <name>+<key id>+<base64 of type and
 * key>}.
 */
public final class VerifierKey {

  private static final byte ED25519 = 0x01;
  private static final byte COSIGNATURE = 0x04;
  private static final int KEY_LENGTH = 32;

  private VerifierKey() {}

  /**
   * Writes a verifier key as text.
   *
   * @param name the signer's name, without space or plus
   * @param publicKey the 32 bytes of an Ed25519 public key (RFC 8032)
   */
  public static String of(String name, byte[] publicKey) {
    return of(name, ED25519, publicKey);
  }

  /**
   * Writes the key of a witness, which signs {@code cosignature/v1}.
   *
   * @param name the witness's name, without space or plus
   * @param publicKey the 32 bytes of an Ed25519 public key (RFC 8032)
   */
  public static String ofWitness(String name, byte[] publicKey) {
    return of(name, COSIGNATURE, publicKey);
  }

  private static String of(String name, byte type, byte[] publicKey) {
    if (name.isEmpty() || name.chars().anyMatch(c -> c == '+' || Character.isWhitespace(c))) {
      throw new IllegalArgumentException("a signer's name has neither space nor plus: " + name);
    }
    if (publicKey.length != KEY_LENGTH) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + publicKey.length);
    }
    byte[] typed = new byte[1 + KEY_LENGTH];
    typed[0] = type;
    System.arraycopy(publicKey, 0, typed, 1, KEY_LENGTH);
    return name
        + "+"
        + HexFormat.of().formatHex(keyId(name, typed))
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }

  /** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key). */
  private static byte[] keyId(String name, byte[] typed) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      digest.update(typed);
      return Arrays.copyOf(digest.digest(), 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
