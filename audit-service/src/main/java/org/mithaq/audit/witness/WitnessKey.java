package org.mithaq.audit.witness;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mithaq.audit.log.Merkle;

/**
 * A pinned key of a witness: a verifier key of C2SP signed-note of type 4, {@code cosignature/v1}.
 *
 * @param name the witness's name
 * @param id the four bytes that name the key in a signature line
 * @param key the key
 */
public record WitnessKey(String name, int id, PublicKey key) {

  private static final byte COSIGNATURE = 0x04;
  private static final int KEY_BYTES = 32;
  private static final int LINE_BYTES = 4 + 8 + 64;
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  /** Checks that all is there. */
  public WitnessKey {
    Objects.requireNonNull(name);
    Objects.requireNonNull(key);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException with the reason, when it is no key that can be pinned: also
   *     when it is of low order, or not in its one form
   */
  public static WitnessKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3 || !parts[0].matches("[^\\s+]+") || !parts[1].matches("[0-9a-f]{8}")) {
      throw new IllegalArgumentException("a verifier key reads name+hash+base64");
    }
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    int id = id(parts[0], typed);
    if (id != HexFormat.fromHexDigits(parts[1])) {
      throw new IllegalArgumentException("the hash is not that of this name and key");
    }
    if (typed.length != 1 + KEY_BYTES || typed[0] != COSIGNATURE) {
      throw new IllegalArgumentException("the key is not one of a witness (type 4, Ed25519)");
    }
    return new WitnessKey(parts[0], id, point(typed));
  }

  private static int id(String name, byte[] typed) {
    MessageDigest digest = Merkle.sha256();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest.digest(typed)).getInt();
  }

  /** RFC 8032 section 5.1.3, for the bytes after the type. */
  private static PublicKey point(byte[] typed) {
    byte[] magnitude = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      magnitude[i] = typed[KEY_BYTES - i];
    }
    boolean odd = magnitude[0] < 0;
    magnitude[0] &= 0x7f;
    BigInteger y = new BigInteger(1, magnitude);
    if (y.compareTo(P) >= 0) {
      throw new IllegalArgumentException("the key is not in its canonical form");
    }
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger x2 =
        y2.subtract(BigInteger.ONE)
            .multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    // Of order 4, 1 and 2, 8: the points that eight times give the neutral one.
    if (y2.signum() == 0 || x2.signum() == 0 || x2.add(y2).mod(P).signum() == 0) {
      throw new IllegalArgumentException("the key is of low order");
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, y)));
      Signature.getInstance("Ed25519").initVerify(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key is no point of the curve", e);
    }
  }

  /**
   * The line of these by which this witness has cosigned a checkpoint's text, without its end.
   *
   * @param text the text, with the end of its last line
   * @param lines signature lines
   */
  public Optional<String> cosignature(String text, List<String> lines) {
    return lines.stream().filter(line -> holds(text, line)).findFirst();
  }

  private boolean holds(String text, String line) {
    String prefix = "\u2014 " + name + " ";
    if (!line.startsWith(prefix)) {
      return false;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(line.substring(prefix.length()));
      if (bytes.length != LINE_BYTES
          || !Base64.getEncoder().encodeToString(bytes).equals(line.substring(prefix.length()))) {
        return false;
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int by = buffer.getInt();
      long seconds = buffer.getLong();
      if (by != id || seconds < 0) {
        return false;
      }
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(
          ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8));
      return verifier.verify(bytes, bytes.length - 64, 64);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
