package org.mithaq.exchange.selector;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Which kind of data subject a person is, Directive (EU) 2016/680 art. 6. */
public enum SubjectCategory {
  SUSPECT("suspect"),
  CONVICTED("convicted"),
  VICTIM("victim"),
  WITNESS("witness"),
  CONTACT("contact"),
  OTHER("other"),
  UNCATEGORISED("uncategorised");

  /** All categories by their codes. */
  public static final Map<String, SubjectCategory> CODES =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(
                  Collectors.toMap(
                      SubjectCategory::code, c -> c, (a, b) -> a, LinkedHashMap::new)));

  private final String code;

  SubjectCategory(String code) {
    this.code = code;
  }

  /** The code in every contract. */
  public String code() {
    return code;
  }

  /** Whether persons of this category are shown to nobody but who safeguards them. */
  public boolean isProtected() {
    return this == VICTIM || this == WITNESS;
  }
}
