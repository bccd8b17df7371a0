package org.mithaq.alert.problem;

import java.time.Duration;
import java.util.List;
import org.mithaq.alert.agreement.Standing;

/** Every way in which this service refuses: RFC 9457. The README lists them all. */
public sealed interface Problem {

  /** Last part of the type URN. */
  String slug();

  /** HTTP status. */
  int status();

  /** The same for every problem of the type. */
  String title();

  /** What the caller can do about it, in words of ours. */
  String detail();

  /** Where the request is at fault. */
  default List<FieldError> errors() {
    return List.of();
  }

  /** Whether it is entered in the audit log when the caller is a known agency. */
  default boolean isRecorded() {
    return false;
  }

  /** No token, or one that does not stand. */
  record Unauthenticated() implements Problem {
    @Override
    public String slug() {
      return "unauthenticated";
    }

    @Override
    public int status() {
      return 401;
    }

    @Override
    public String title() {
      return "Not authenticated";
    }

    @Override
    public String detail() {
      return "Send a valid token of an agency: Authorization: Bearer …";
    }
  }

  /** The token lacks the group. */
  record Forbidden() implements Problem {
    @Override
    public String slug() {
      return "forbidden";
    }

    @Override
    public int status() {
      return 403;
    }

    @Override
    public String title() {
      return "Not permitted";
    }

    @Override
    public String detail() {
      return "This needs a group that the token does not name.";
    }

    @Override
    public boolean isRecorded() {
      return true;
    }
  }

  /**
   * The agreement, or the agency's place in it, does not permit the reading.
   *
   * @param reason which
   */
  record NotPermitted(Standing.Reason reason) implements Problem {
    @Override
    public String slug() {
      return switch (reason) {
        case REGISTER_SILENT -> "agreements-unknown";
        case UNKNOWN_AGREEMENT, NOT_IN_FORCE -> "agreement-not-in-force";
        case SUSPENDED -> "agreement-suspended";
        case NOT_A_PARTY -> "not-a-party";
        case NOT_A_PARTNER -> "not-a-partner";
      };
    }

    @Override
    public int status() {
      return reason == Standing.Reason.REGISTER_SILENT ? 503 : 403;
    }

    @Override
    public String title() {
      return switch (reason) {
        case REGISTER_SILENT -> "The state of the agreements is unknown";
        case UNKNOWN_AGREEMENT, NOT_IN_FORCE -> "The agreement is not in force";
        case SUSPENDED -> "The agreement is suspended";
        case NOT_A_PARTY -> "Not a party of the article";
        case NOT_A_PARTNER -> "Not a partner";
      };
    }

    @Override
    public String detail() {
      return switch (reason) {
        case REGISTER_SILENT -> "The register has not been heard for too long. Try again.";
        case UNKNOWN_AGREEMENT, NOT_IN_FORCE -> "Nothing is read under it until it is in force.";
        case SUSPENDED ->
            "A party has suspended it; nothing is read under it until that is lifted.";
        case NOT_A_PARTY -> "The agency is not, or no longer, a party of the article concerned.";
        case NOT_A_PARTNER -> "The agency is not, or no longer, a partner of this exchange.";
      };
    }

    @Override
    public boolean isRecorded() {
      return true;
    }
  }

  /** No such notice, or none that the agency may know of: the same to the caller. */
  record UnknownNotice() implements Problem {
    @Override
    public String slug() {
      return "not-found";
    }

    @Override
    public int status() {
      return 404;
    }

    @Override
    public String title() {
      return "Not found";
    }

    @Override
    public String detail() {
      return "There is no such notice.";
    }

    @Override
    public boolean isRecorded() {
      return true;
    }
  }

  /** What is acknowledged is not the version that stands. */
  record VersionSuperseded() implements Problem {
    @Override
    public String slug() {
      return "version-superseded";
    }

    @Override
    public int status() {
      return 409;
    }

    @Override
    public String title() {
      return "Not the version that stands";
    }

    @Override
    public String detail() {
      return "Read the notice as it stands, and acknowledge that version.";
    }

    @Override
    public boolean isRecorded() {
      return true;
    }
  }

  /** Too many feeds of one agency at once. */
  record TooManyFeeds(int limit) implements Problem {
    @Override
    public String slug() {
      return "too-many-feeds";
    }

    @Override
    public int status() {
      return 429;
    }

    @Override
    public String title() {
      return "Too many feeds";
    }

    @Override
    public String detail() {
      return "An agency may have " + limit + " feeds open at once. Close one first.";
    }

    @Override
    public boolean isRecorded() {
      return true;
    }
  }

  /**
   * A parameter that cannot be.
   *
   * @param error which and why
   */
  record InvalidParameter(FieldError error) implements Problem {
    @Override
    public String slug() {
      return "invalid-parameter";
    }

    @Override
    public int status() {
      return 400;
    }

    @Override
    public String title() {
      return "Invalid parameter";
    }

    @Override
    public String detail() {
      return "A parameter of the request is not valid.";
    }

    @Override
    public List<FieldError> errors() {
      return List.of(error);
    }
  }

  /**
   * What HTTP itself refuses.
   *
   * @param status 400, 404, 405, 406, 413 or 415
   */
  record Protocol(int status) implements Problem {
    @Override
    public String slug() {
      return switch (status) {
        case 404 -> "not-found";
        case 405 -> "method-not-allowed";
        case 406 -> "not-acceptable";
        case 413 -> "too-large";
        case 415 -> "unsupported-media-type";
        default -> "malformed";
      };
    }

    @Override
    public String title() {
      return switch (status) {
        case 404 -> "Not found";
        case 405 -> "Method not allowed";
        case 406 -> "Not acceptable";
        case 413 -> "Too large";
        case 415 -> "Unsupported media type";
        default -> "Malformed request";
      };
    }

    @Override
    public String detail() {
      return switch (status) {
        case 404 -> "There is nothing at this address.";
        case 405 -> "This address takes other methods.";
        case 406 -> "This address answers in other media types.";
        case 413 -> "The request is larger than this address takes.";
        case 415 -> "This address takes other media types.";
        default -> "The request cannot be read.";
      };
    }
  }

  /**
   * Something that this service stands on is gone and may come back.
   *
   * @param retryAfter when to try again
   */
  record Unavailable(Duration retryAfter) implements Problem {
    @Override
    public String slug() {
      return "unavailable";
    }

    @Override
    public int status() {
      return 503;
    }

    @Override
    public String title() {
      return "Unavailable";
    }

    @Override
    public String detail() {
      return "The database does not answer. Nothing was done; try again.";
    }
  }

  /** Nobody foresaw it. */
  record Unexpected() implements Problem {
    @Override
    public String slug() {
      return "unexpected";
    }

    @Override
    public int status() {
      return 500;
    }

    @Override
    public String title() {
      return "Unexpected failure";
    }

    @Override
    public String detail() {
      return "This should not have happened. Tell the operator the incident's id.";
    }
  }
}
