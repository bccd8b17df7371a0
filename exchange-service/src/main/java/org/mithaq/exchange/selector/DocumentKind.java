package org.mithaq.exchange.selector;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a document is. */
public enum DocumentKind {
  PASSPORT("passport"),
  ID_CARD("id-card"),
  RESIDENCE_PERMIT("residence-permit"),
  VISA("visa"),
  DRIVING_LICENCE("driving-licence"),
  OTHER("other");

  /** All kinds by their codes. */
  public static final Map<String, DocumentKind> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(
                  Collectors.toMap(DocumentKind::code, k -> k, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  DocumentKind(String code) {
    this.code = code;
  }

  /** The code in a signal. */
  public String code() {
    return code;
  }
}
