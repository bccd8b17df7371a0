package org.mithaq.exchange.selector;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A person's gender as it was reported. */
public enum Gender {
  MALE("male"),
  FEMALE("female"),
  OTHER("other"),
  UNKNOWN("unknown");

  /** All genders by their codes. */
  public static final Map<String, Gender> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(Collectors.toMap(Gender::code, g -> g, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  Gender(String code) {
    this.code = code;
  }

  /** The code in a signal. */
  public String code() {
    return code;
  }
}
