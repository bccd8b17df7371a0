package org.mithaq.audit.erasure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** On which legal basis records are erased. The list is closed. */
public enum Basis {
  /**
   * They have been kept for as long as they may be. The service itself acts, nobody proposes it.
   */
  RETENTION("Directive (EU) 2016/680 art. 4(1)(e) and 5"),
  /** They should never have been processed. */
  UNLAWFUL_PROCESSING("Directive (EU) 2016/680 art. 16(2) with art. 4, 8 and 10"),
  /** A law obliges to erase them. */
  LEGAL_OBLIGATION("Directive (EU) 2016/680 art. 16(2)"),
  /** A supervisory authority ordered it. */
  SUPERVISORY_ORDER("Directive (EU) 2016/680 art. 47(2)(b)"),
  /** A court ordered it. */
  COURT_ORDER("Directive (EU) 2016/680 art. 54"),
  /** The data subject's right under Moroccan law. */
  LAW_09_08("Law 09-08 art. 8");

  private final String article;

  Basis(String article) {
    this.article = article;
  }

  /** The articles. */
  public String article() {
    return article;
  }

  /** The name in requests and answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The basis of this name, if there is one. */
  public static Optional<Basis> of(String code) {
    return Arrays.stream(values()).filter(b -> b.code().equals(code)).findFirst();
  }

  /** The basis of this name, if somebody may propose an erasure on it. */
  public static Optional<Basis> proposable(String code) {
    return of(code).filter(basis -> basis != RETENTION);
  }

  /** The names of all that may be proposed, for messages. */
  public static String proposable() {
    return Arrays.stream(values())
        .filter(basis -> basis != RETENTION)
        .map(Basis::code)
        .collect(Collectors.joining(", "));
  }
}
