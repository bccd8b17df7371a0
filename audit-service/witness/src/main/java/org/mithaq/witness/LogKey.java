package org.mithaq.witness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A log that is witnessed: whose signature a checkpoint must bear, and of which origins.
 *
 * @param name the key's name
 * @param id the four bytes that name the key in a signature line
 * @param key the key
 * @param yearly whether the key signs the logs {@code name/<year>}, a log a year, instead of the
 *     log {@code name}
 */
record LogKey(String name, int id, PublicKey key, boolean yearly) {

  private static final byte ED25519 = 0x01;

  LogKey {
    Objects.requireNonNull(name);
    Objects.requireNonNull(key);
  }

  /**
   * Reads a verifier key of C2SP signed-note.
   *
   * @throws IllegalArgumentException with the reason, when it is none that can be trusted
   */
  static LogKey parse(String text, boolean yearly) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0]) || !parts[1].matches("[0-9a-f]{8}")) {
      throw new IllegalArgumentException("a log's key reads name+hash+base64");
    }
    byte[] typed =
        Base64Text.decode(parts[2])
            .filter(bytes -> bytes.length > 0)
            .orElseThrow(() -> new IllegalArgumentException("the key is not base64"));
    int id = id(parts[0], typed);
    if (id != HexFormat.fromHexDigits(parts[1])) {
      throw new IllegalArgumentException("the hash is not that of this name and key");
    }
    if (typed[0] != ED25519) {
      throw new IllegalArgumentException("the key is not an Ed25519 key of a log (type 1)");
    }
    return new LogKey(
        parts[0], id, Ed25519.publicKey(Arrays.copyOfRange(typed, 1, typed.length)), yearly);
  }

  /** Whether it is this key that signs the log of this origin. */
  boolean signs(String origin) {
    return yearly
        ? origin.length() == name.length() + 5
            && origin.startsWith(name + "/")
            && origin.substring(name.length() + 1).matches("[0-9]{4}")
        : origin.equals(name);
  }

  /** C2SP signed-note: a key's name is not empty and holds neither a space nor a plus. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c));
  }

  /** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key). */
  static int id(String name, byte[] typed) {
    MessageDigest digest = Hashes.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    return ByteBuffer.wrap(digest.digest(typed)).getInt();
  }
}
