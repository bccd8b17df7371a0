package org.mithaq.exchange.agreement;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who gets the content of a signal: its audience at once, on request, or nobody, not even its
 * existence.
 */
public enum ReleaseMode {
  OPEN("open"),
  ON_REQUEST("on-request"),
  SILENT("silent");

  /** All of them by their codes. */
  public static final Map<String, ReleaseMode> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(
                  Collectors.toMap(ReleaseMode::code, r -> r, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  ReleaseMode(String code) {
    this.code = code;
  }

  /** The code in every contract. */
  public String code() {
    return code;
  }
}
