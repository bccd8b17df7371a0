package org.mithaq.audit.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * A second key of the log, whose signatures hold also against a quantum computer: ML-DSA-44 (FIPS
 * 204), in the form of C2SP tlog-cosignature.
 */
public final class PostQuantumKey {

  private static final String ALGORITHM = "ML-DSA-44";
  private static final byte TYPE = 0x06;
  private static final int PUBLIC_BYTES = 1312;
  private static final byte[] LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);

  private final PrivateKey key;
  private final byte[] typed;
  private final Clock clock;

  /**
   * The key of these two halves.
   *
   * @param clock tells its signatures their time
   * @throws IllegalArgumentException when they are not the halves of one ML-DSA-44 key
   */
  public PostQuantumKey(PrivateKey key, PublicKey half, Clock clock) {
    this.key = key;
    this.clock = clock;
    byte[] der = half.getEncoded();
    if (der.length <= PUBLIC_BYTES || !belong(key, half)) {
      throw new IllegalArgumentException("not the two halves of one ML-DSA-44 key");
    }
    // The key is the last part of its X.509 form (RFC 9881).
    typed =
        ByteBuffer.allocate(1 + PUBLIC_BYTES)
            .put(TYPE)
            .put(der, der.length - PUBLIC_BYTES, PUBLIC_BYTES)
            .array();
  }

  /**
   * Reads a key.
   *
   * @param key PKCS#8 in PEM
   * @param half X.509 in PEM
   * @param clock tells its signatures their time
   * @throws IllegalArgumentException when the files are not that
   */
  public static PostQuantumKey read(Path key, Path half, Clock clock) {
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      return new PostQuantumKey(
          factory.generatePrivate(new PKCS8EncodedKeySpec(der(key))),
          factory.generatePublic(new X509EncodedKeySpec(der(half))),
          clock);
    } catch (IOException e) {
      throw new IllegalArgumentException("mithaq.log.post-quantum cannot be read", e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause might repeat what the file holds.
      throw new IllegalArgumentException(
          "mithaq.log.post-quantum names no ML-DSA-44 key in PKCS#8 and X.509");
    }
  }

  private static byte[] der(Path file) throws IOException {
    return Base64.getDecoder()
        .decode(
            Files.readString(file)
                .lines()
                .filter(line -> !line.startsWith("-"))
                .collect(Collectors.joining()));
  }

  private static boolean belong(PrivateKey key, PublicKey half) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(LABEL);
      byte[] signed = signature.sign();
      signature.initVerify(half);
      signature.update(LABEL);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The key in the text form by which others pin it, under this name. */
  public String verifierKey(String name) {
    return name + "+%08x+".formatted(keyId(name)) + Base64.getEncoder().encodeToString(typed);
  }

  /**
   * The signature line over this checkpoint, with its end.
   *
   * @param name the key's name, at most 255 bytes
   */
  String line(String name, Checkpoint checkpoint) {
    long seconds = clock.instant().getEpochSecond();
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message(name, checkpoint, seconds));
      byte[] signed = signature.sign();
      byte[] line =
          ByteBuffer.allocate(4 + 8 + signed.length)
              .putInt(keyId(name))
              .putLong(seconds)
              .put(signed)
              .array();
      return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the log's second key does not sign", e);
    }
  }

  /** C2SP tlog-cosignature, "ML-DSA-44 signed message": the subtree is the whole tree. */
  private static byte[] message(String name, Checkpoint checkpoint, long seconds) {
    byte[] signer = name.getBytes(StandardCharsets.UTF_8);
    byte[] origin = checkpoint.origin().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(
            LABEL.length + 1 + signer.length + 8 + 1 + origin.length + 16 + Merkle.BYTES)
        .put(LABEL)
        .put((byte) signer.length)
        .put(signer)
        .putLong(seconds)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(checkpoint.size())
        .put(checkpoint.root())
        .array();
  }

  private int keyId(String name) {
    MessageDigest digest = Merkle.sha256();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(Arrays.copyOf(digest.digest(typed), 4)).getInt();
  }
}
