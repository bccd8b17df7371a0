package org.mithaq.exchange.signal;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** By what means it was done, Palermo Protocol art. 3(a). */
public enum Means {
  THREAT("threat"),
  FORCE("force"),
  COERCION("coercion"),
  ABDUCTION("abduction"),
  FRAUD("fraud"),
  DECEPTION("deception"),
  ABUSE_OF_POWER("abuse-of-power"),
  ABUSE_OF_VULNERABILITY("abuse-of-vulnerability"),
  PAYMENTS("payments");

  /** All of them by their codes. */
  public static final Map<String, Means> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(Collectors.toMap(Means::code, m -> m, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  Means(String code) {
    this.code = code;
  }

  /** The code in a signal. */
  public String code() {
    return code;
  }
}
