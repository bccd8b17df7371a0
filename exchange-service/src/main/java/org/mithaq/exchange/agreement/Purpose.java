package org.mithaq.exchange.agreement;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What information is exchanged for. */
public enum Purpose {
  PREVENTION("prevention"),
  DETECTION("detection"),
  INVESTIGATION("investigation"),
  PROTECTION("protection");

  /** All of them by their codes. */
  public static final Map<String, Purpose> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(Collectors.toMap(Purpose::code, p -> p, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  Purpose(String code) {
    this.code = code;
  }

  /** The code in every contract. */
  public String code() {
    return code;
  }
}
