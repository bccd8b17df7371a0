package org.mithaq.exchange.agreement;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What kind of crime a signal is about. */
public enum Crime {
  TRAFFICKING_IN_PERSONS("trafficking-in-persons"),
  MIGRANT_SMUGGLING("migrant-smuggling"),
  DOCUMENT_FRAUD("document-fraud"),
  ENABLING_ILLEGAL_STAY("enabling-illegal-stay"),
  MONEY_LAUNDERING("money-laundering"),
  ORGANISED_CRIME("organised-crime"),
  OTHER("other");

  /** All of them by their codes. */
  public static final Map<String, Crime> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(Collectors.toMap(Crime::code, c -> c, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  Crime(String code) {
    this.code = code;
  }

  /** The code in every contract. */
  public String code() {
    return code;
  }
}
