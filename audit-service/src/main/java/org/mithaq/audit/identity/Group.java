package org.mithaq.audit.identity;

/** The groups of a token that mean something here. */
public final class Group {

  /** May read the records of the own agency's side. */
  public static final String AUDITOR = "auditor";

  /** May read the records of every side. */
  public static final String OVERSIGHT = "oversight";

  private Group() {}
}
