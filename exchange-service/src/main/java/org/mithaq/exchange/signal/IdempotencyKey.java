package org.mithaq.exchange.signal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a request, so that it can be sent again without being done again.
 *
 * @param path the address that it is for
 * @param value the key
 */
public record IdempotencyKey(String path, String value) {

  private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /** Refuses what is no key. */
  public IdempotencyKey {
    if (!isKey(value)) {
      throw new IllegalArgumentException("not an idempotency key");
    }
  }

  /** Whether a text may be a key: 1 to 255 visible ASCII characters. */
  public static boolean isKey(String value) {
    return SHAPE.matcher(value).matches();
  }

  /** The key of one line of a bulk request. */
  IdempotencyKey line(long number) {
    return new IdempotencyKey(path + "#" + number, value);
  }

  /** The key of a header, if there is one. */
  static Optional<IdempotencyKey> of(String path, Optional<String> header) {
    return header.map(value -> new IdempotencyKey(path, value));
  }

  @Override
  public String toString() {
    return "IdempotencyKey[" + path + "]";
  }
}
