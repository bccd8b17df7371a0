package org.mithaq.alert.agreement;

/** Whether an agency may be told of what happened under an agreement: the only two answers. */
public sealed interface Standing {

  /**
   * It may.
   *
   * @param agreementVersion the version that permits it
   */
  record Permitted(int agreementVersion) implements Standing {}

  /**
   * It may not.
   *
   * @param reason which clause stands against it
   */
  record Refused(Reason reason) implements Standing {}

  /** Why an agency is not told. */
  enum Reason {
    /** No heartbeat of the register within its time: nothing is known to be permitted. */
    REGISTER_SILENT,
    /** The register does not know the agreement. */
    UNKNOWN_AGREEMENT,
    /** A party has suspended it. */
    SUSPENDED,
    /** Not yet, or no longer, in force. */
    NOT_IN_FORCE,
    /** The agency is not, or no longer, a party of the article. */
    NOT_A_PARTY,
    /** The agency is not, or no longer, a partner. */
    NOT_A_PARTNER
  }
}
