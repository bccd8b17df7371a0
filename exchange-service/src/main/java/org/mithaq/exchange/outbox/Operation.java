package org.mithaq.exchange.outbox;

/** What was done with personal data, Directive (EU) 2016/680 art. 25(1). */
public enum Operation {
  COLLECTION("collection"),
  ALTERATION("alteration"),
  CONSULTATION("consultation"),
  DISCLOSURE("disclosure"),
  COMBINATION("combination"),
  ERASURE("erasure");

  private final String code;

  Operation(String code) {
    this.code = code;
  }

  /** The code in the contract. */
  public String code() {
    return code;
  }
}
