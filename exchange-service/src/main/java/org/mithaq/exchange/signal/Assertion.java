package org.mithaq.exchange.signal;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a signal tells a fact or a personal assessment, Directive (EU) 2016/680 art. 7(1). */
public enum Assertion {
  FACT("fact"),
  PERSONAL_ASSESSMENT("personal-assessment");

  /** All of them by their codes. */
  public static final Map<String, Assertion> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(Collectors.toMap(Assertion::code, a -> a, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  Assertion(String code) {
    this.code = code;
  }

  /** The code in a signal. */
  public String code() {
    return code;
  }
}
