package org.mithaq.exchange.problem;

/**
 * Every kind of refusal and failure that this service answers with. The list in the README is
 * checked against this one.
 */
public enum ProblemType {
  MALFORMED_JSON("malformed-json", 400, "The body is not JSON"),
  INVALID_SIGNAL("invalid-signal", 400, "The signal is not well formed"),
  INVALID_REQUEST("invalid-request", 400, "The request is not well formed"),
  UNAUTHENTICATED("unauthenticated", 401, "A valid token of an agency is needed"),
  FORBIDDEN("forbidden", 403, "The token does not allow this"),
  UNKNOWN_AGENCY("unknown-agency", 403, "The agency is not a partner"),
  NOT_THE_ORIGINATOR("not-the-originator", 403, "Only the originator may do this"),
  RELEASE_REQUIRED("release-required", 403, "The originator has not released this signal"),
  NOT_FOUND("not-found", 404, "There is no such thing"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method is not allowed here"),
  NOT_ACCEPTABLE("not-acceptable", 406, "The answer cannot be given in that media type"),
  REFERENCE_CONFLICT("reference-conflict", 409, "The reference names another signal of yours"),
  WITHDRAWN("withdrawn", 410, "The signal has been withdrawn"),
  PRECONDITION_FAILED("precondition-failed", 412, "The signal has changed"),
  TOO_LARGE("too-large", 413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The media type is not supported"),
  AGREEMENT_FIXED("agreement-fixed", 422, "A correction stays under the agreement of its signal"),
  UNKNOWN_AGREEMENT("unknown-agreement", 422, "There is no such agreement"),
  AGREEMENT_NOT_IN_FORCE("agreement-not-in-force", 422, "The agreement is not in force"),
  AGREEMENT_SUSPENDED("agreement-suspended", 422, "The agreement is suspended"),
  UNKNOWN_ARTICLE("unknown-article", 422, "The agreement has no such article"),
  NOT_A_PARTY("not-a-party", 422, "The agency is not a party of the article"),
  CRIME_NOT_COVERED("crime-not-covered", 422, "The article does not cover this crime"),
  PURPOSE_NOT_COVERED("purpose-not-covered", 422, "The article does not cover this purpose"),
  SELECTOR_TYPE_NOT_COVERED(
      "selector-type-not-covered", 422, "The article does not cover this type of selector"),
  SUBJECT_CATEGORY_NOT_COVERED(
      "subject-category-not-covered", 422, "The article does not cover this category of persons"),
  RELEASE_NOT_COVERED(
      "release-not-covered", 422, "The article does not allow this kind of release"),
  RETENTION_EXCEEDED("retention-exceeded", 422, "The article does not allow retention for so long"),
  RETENTION_LAPSED("retention-lapsed", 422, "The retention ends before it begins"),
  RECIPIENT_NOT_A_PARTY("recipient-not-a-party", 422, "A recipient is not a party of the article"),
  RECIPIENTS_MISSING("recipients-missing", 422, "TLP RED names its recipients"),
  TOO_MANY_ATTRIBUTES(
      "too-many-attributes", 422, "The signal has more attributes than can be matched"),
  OBSERVED_IN_FUTURE("observed-in-future", 422, "The observation lies in the future"),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused", 422, "The idempotency key was used for another body"),
  PRECONDITION_REQUIRED("precondition-required", 428, "The version that is changed must be named"),
  TOO_MANY_REQUESTS("too-many-requests", 429, "The agency has sent too many requests"),
  UNEXPECTED("unexpected", 500, "Something went wrong here"),
  UNAVAILABLE("unavailable", 503, "The service is not able to answer just now");

  private static final String PREFIX = "urn:mithaq:problem:";

  private final String slug;
  private final int status;
  private final String title;

  ProblemType(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  /** The last part of the type's URN, which the audit log also bears as a reason. */
  public String slug() {
    return slug;
  }

  /** The HTTP status that the type usually has. */
  public int status() {
    return status;
  }

  /** A short sentence without anything of the request in it. */
  public String title() {
    return title;
  }

  /** The type as it stands in an answer. */
  public String urn() {
    return PREFIX + slug;
  }
}
