package org.mithaq.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** The witness's own key: signs {@code cosignature/v1}, C2SP tlog-cosignature. */
final class Cosigner {

  private static final byte COSIGNATURE = 0x04;

  private final String name;
  private final PrivateKey key;
  private final byte[] typed;

  /**
   * Cosigns under this name.
   *
   * @throws IllegalArgumentException when the name or the key cannot be used
   */
  Cosigner(String name, PrivateKey key) {
    if (!LogKey.isName(name)) {
      throw new IllegalArgumentException("a witness's name has neither a space nor a plus");
    }
    this.name = name;
    this.key = key;
    byte[] bytes = Ed25519.publicBytes(key);
    typed = ByteBuffer.allocate(1 + bytes.length).put(COSIGNATURE).put(bytes).array();
  }

  /**
   * Reads an Ed25519 key, PKCS#8 in PEM, as {@code openssl genpkey -algorithm ed25519} makes it.
   *
   * @throws IllegalArgumentException when the file holds no such key
   */
  static PrivateKey read(Path file) throws IOException {
    String base64 =
        Files.readString(file)
            .lines()
            .filter(line -> !line.startsWith("-"))
            .collect(Collectors.joining());
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause might repeat what the file holds.
      throw new IllegalArgumentException(file + " holds no Ed25519 key in PKCS#8");
    }
  }

  /** The key in the text form by which others pin it. */
  String verifierKey() {
    return name
        + "+"
        + HexFormat.of().toHexDigits(LogKey.id(name, typed))
        + "+"
        + Base64Text.encode(typed);
  }

  /**
   * The signature line over this checkpoint's text.
   *
   * @param seconds the time, since 1970
   */
  String line(String text, long seconds) {
    String message = "cosignature/v1\ntime " + seconds + "\n" + text;
    byte[] signature = Ed25519.sign(key, message.getBytes(StandardCharsets.UTF_8));
    byte[] bytes =
        ByteBuffer.allocate(4 + 8 + signature.length)
            .putInt(LogKey.id(name, typed))
            .putLong(seconds)
            .put(signature)
            .array();
    return "\u2014 " + name + " " + Base64Text.encode(bytes) + "\n";
  }
}
