package org.mithaq.exchange.signal;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What was done to the persons, Palermo Protocol art. 3(a). */
public enum Act {
  RECRUITMENT("recruitment"),
  TRANSPORTATION("transportation"),
  TRANSFER("transfer"),
  HARBOURING("harbouring"),
  RECEIPT("receipt");

  /** All of them by their codes. */
  public static final Map<String, Act> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(Collectors.toMap(Act::code, a -> a, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  Act(String code) {
    this.code = code;
  }

  /** The code in a signal. */
  public String code() {
    return code;
  }
}
