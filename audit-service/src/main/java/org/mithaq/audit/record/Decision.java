package org.mithaq.audit.record;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether what was asked for was granted. */
public enum Decision {
  PERMITTED,
  REFUSED;

  /** The name in records. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The decision of this name, if there is one. */
  public static Optional<Decision> of(String code) {
    return Arrays.stream(values()).filter(d -> d.code().equals(code)).findFirst();
  }
}
