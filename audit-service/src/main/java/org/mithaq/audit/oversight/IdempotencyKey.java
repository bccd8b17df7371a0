package org.mithaq.audit.oversight;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

/**
 * Names a request, so that it can be sent again without being done again.
 *
 * @param path the address that it is for
 * @param value the key
 */
public record IdempotencyKey(String path, String value) {

  /** The header (IETF draft-ietf-httpapi-idempotency-key-header). */
  public static final String HEADER = "Idempotency-Key";

  private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /**
   * The key of a header, if there is one.
   *
   * @throws ProblemException when it is none: 1 to 255 visible ASCII characters
   */
  public static Optional<IdempotencyKey> of(String path, @Nullable String header) {
    if (header != null && !SHAPE.matcher(header).matches()) {
      throw new ProblemException(
          new Problem.InvalidParameter(HEADER, "1 to 255 visible ASCII characters"));
    }
    return Optional.ofNullable(header).map(value -> new IdempotencyKey(path, value));
  }

  @Override
  public String toString() {
    return "IdempotencyKey[" + path + "]";
  }
}
