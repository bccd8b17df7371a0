package org.mithaq.audit.record;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What was done with personal data: the operations of Directive (EU) 2016/680 article 25(1). */
public enum Operation {
  COLLECTION,
  ALTERATION,
  CONSULTATION,
  DISCLOSURE,
  COMBINATION,
  ERASURE;

  /** The name in records and filters. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The operation of this name, if there is one. */
  public static Optional<Operation> of(String code) {
    return Arrays.stream(values()).filter(o -> o.code().equals(code)).findFirst();
  }
}
