package org.mithaq.audit.record;

import java.util.regex.Pattern;

/** The form of agency, agreement and emitter ids: lower-case words joined by hyphens. */
public final class Names {

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST = 100;

  private Names() {}

  /** Whether this is such an id. */
  public static boolean valid(String name) {
    return name.length() <= LONGEST && ID.matcher(name).matches();
  }

  /**
   * The id itself.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static String checked(String name) {
    if (!valid(name)) {
      throw new IllegalArgumentException("not an id of lower-case words joined by hyphens");
    }
    return name;
  }
}
