package org.mithaq.alert.identity;

/** The groups of a token that mean anything to this service; nobody has more by accident. */
public final class Groups {

  /** Reads notices and feeds. */
  public static final String ANALYST = "analyst";

  /** Sees in them what protects victims and witnesses. */
  public static final String SAFEGUARDING = "safeguarding";

  /** Watches over what was told, and whether its end was heard of. */
  public static final String OVERSIGHT = "oversight";

  private Groups() {}
}
