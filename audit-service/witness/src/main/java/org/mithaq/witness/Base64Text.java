package org.mithaq.witness;

import java.util.Base64;
import java.util.Optional;

/** Base 64 of RFC 4648 section 4: only a text that would be written just so is read. */
final class Base64Text {

  private Base64Text() {}

  static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
