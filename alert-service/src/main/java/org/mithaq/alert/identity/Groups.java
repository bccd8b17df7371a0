package org.mithaq.alert.identity;

/** The groups of a token that mean anything to this service; nobody has more by accident. */
public final class Groups {

  /** Reads notices and feeds. */
  public static final String ANALYST = "analyst";

  /** Sees in them what protects victims and witnesses. */
  public static final String SAFEGUARDING = "safeguarding";

  private Groups() {}
}
