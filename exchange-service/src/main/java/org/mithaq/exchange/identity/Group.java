package org.mithaq.exchange.identity;

/** The groups of users, by the names that tokens bear. */
public final class Group {

  /** Writes signals. */
  public static final String PUBLISHER = "publisher";

  /** Reads signals, notices and feeds. */
  public static final String ANALYST = "analyst";

  /** Decides about releases. */
  public static final String RELEASER = "releaser";

  /** Opens what names victims and witnesses. */
  public static final String SAFEGUARDING = "safeguarding";

  /** Reads the records of the own side. */
  public static final String AUDITOR = "auditor";

  /** Reads the records of both sides. */
  public static final String OVERSIGHT = "oversight";

  /** Keeps agreements, partners and keys. */
  public static final String ADMINISTRATOR = "administrator";

  private Group() {}
}
