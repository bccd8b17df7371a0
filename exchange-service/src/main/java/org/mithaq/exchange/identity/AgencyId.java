package org.mithaq.exchange.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A partner agency, such as {@code nl-kmar}.
 *
 * @param value lower-case letters and digits with single hyphens between them
 */
public record AgencyId(String value) implements Comparable<AgencyId> {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST = 64;

  /** Refuses what cannot be an agency. */
  public AgencyId {
    if (value.length() > LONGEST || !SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not an agency id");
    }
  }

  /** The agency of a text, if it can be one. */
  public static Optional<AgencyId> of(String value) {
    return value.length() <= LONGEST && SHAPE.matcher(value).matches()
        ? Optional.of(new AgencyId(value))
        : Optional.empty();
  }

  @Override
  public int compareTo(AgencyId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
