package org.mithaq.exchange.signal;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How far information may go, TLP 2.0 (FIRST). */
public enum Tlp {
  RED("RED"),
  AMBER("AMBER"),
  AMBER_STRICT("AMBER+STRICT"),
  GREEN("GREEN"),
  CLEAR("CLEAR");

  /** All of them by their codes. */
  public static final Map<String, Tlp> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(Collectors.toMap(Tlp::code, t -> t, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  Tlp(String code) {
    this.code = code;
  }

  /** The code in every contract. */
  public String code() {
    return code;
  }
}
