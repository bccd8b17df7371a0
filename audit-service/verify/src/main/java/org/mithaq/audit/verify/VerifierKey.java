package org.mithaq.audit.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A key of C2SP signed-note in its text form, {@code name+hash+base64(type ‖ key)}: whose signature
 * counts, and of which kind.
 *
 * @param name the name of the key, for a log its origin
 * @param id the four bytes by which signature lines name the key
 * @param kind what the key signs
 * @param key the key itself
 */
record VerifierKey(String name, int id, Kind kind, PublicKey key) {

  /** The kinds of signature that this program checks. */
  enum Kind {
    /** The signature of a log over its checkpoint: type 0x01. */
    LOG(1),
    /** The timestamped cosignature of a witness, C2SP tlog-cosignature: type 0x04. */
    WITNESS(4);

    private final byte type;

    Kind(int type) {
      this.type = (byte) type;
    }
  }

  VerifierKey {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(key);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException with the reason, when this is no key that can be pinned
   */
  static VerifierKey parse(String text) {
    // The base64 part may hold further pluses, a name and a hash may not.
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !validName(parts[0]) || !parts[1].matches("[0-9a-f]{8}")) {
      throw new IllegalArgumentException("a verifier key reads name+hash+base64");
    }
    byte[] material =
        Base64Text.decode(parts[2])
            .orElseThrow(() -> new IllegalArgumentException("the key is not base64"));
    if (material.length == 0) {
      throw new IllegalArgumentException("the key is empty");
    }
    int id = keyId(parts[0], material);
    if (id != HexFormat.fromHexDigits(parts[1])) {
      throw new IllegalArgumentException("the hash is not that of the name and key");
    }
    for (Kind kind : Kind.values()) {
      if (kind.type == material[0]) {
        PublicKey key = Ed25519.key(Arrays.copyOfRange(material, 1, material.length));
        return new VerifierKey(parts[0], id, kind, key);
      }
    }
    throw new IllegalArgumentException("the key is of a kind that is not known here");
  }

  /** A key name is not empty and holds neither a space nor a plus. */
  static boolean validName(String name) {
    return !name.isEmpty()
        && name.indexOf('+') < 0
        && name.codePoints()
            .noneMatch(
                c ->
                    Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c));
  }

  private static int keyId(String name, byte[] material) {
    MessageDigest digest = Merkle.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    byte[] hash = digest.digest(material);
    return (hash[0] & 0xff) << 24
        | (hash[1] & 0xff) << 16
        | (hash[2] & 0xff) << 8
        | (hash[3] & 0xff);
  }
}
