package org.mithaq.exchange.selector;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What kind of thing a selector names. */
public enum SelectorType {
  PHONE("phone"),
  VEHICLE("vehicle"),
  DOCUMENT("document"),
  ACCOUNT("account"),
  VESSEL("vessel"),
  EMAIL("email"),
  HANDLE("handle"),
  DEVICE("device"),
  ORGANISATION("organisation"),
  ADDRESS("address"),
  PERSON("person");

  /** All types by their codes, in the order in which they are told. */
  public static final Map<String, SelectorType> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(
                  Collectors.toMap(SelectorType::code, t -> t, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  SelectorType(String code) {
    this.code = code;
  }

  /** The code in every contract. */
  public String code() {
    return code;
  }
}
