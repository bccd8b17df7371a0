package org.mithaq.exchange.signal;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What may be done with information, Europol handling codes. */
public enum HandlingCode {
  H0("H0"),
  H1("H1"),
  H2("H2"),
  H3("H3");

  /** All of them by their codes. */
  public static final Map<String, HandlingCode> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(
                  Collectors.toMap(HandlingCode::code, h -> h, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  HandlingCode(String code) {
    this.code = code;
  }

  /** The code in every contract. */
  public String code() {
    return code;
  }
}
