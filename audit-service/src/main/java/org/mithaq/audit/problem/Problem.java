package org.mithaq.audit.problem;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Everything that this service may answer instead of what was asked for. Each has a slug, which
 * ends its {@code type}, a title and a status (RFC 9457).
 */
public sealed interface Problem {

  /** The end of {@code urn:mithaq:problem:<slug>}. */
  String slug();

  /** The HTTP status. */
  int status();

  /** What it is in general. */
  String title();

  /** What it is in this case; safe to be shown to whoever asked. */
  String detail();

  /** What exactly is wrong in the request. */
  default List<Flaw> errors() {
    return List.of();
  }

  /** What is left of what was asked for. */
  default Optional<Remains> left() {
    return Optional.empty();
  }

  /**
   * What is left of an erased record.
   *
   * @param record its id
   * @param emitter who numbered it
   * @param number the emitter's number
   * @param year which log it is in
   * @param index where in it
   * @param entry its entry
   * @param erasure the erasure's id
   * @param basis on which basis it was erased
   * @param erasureRecord the record whose receipt proves the erasure
   */
  record Remains(
      String record,
      String emitter,
      long number,
      int year,
      long index,
      String entry,
      String erasure,
      String basis,
      String erasureRecord) {}

  /**
   * One thing that is wrong.
   *
   * @param pointer where: a JSON Pointer, or the name of a parameter after {@code ?}
   * @param detail what
   */
  record Flaw(String pointer, String detail) {}

  /**
   * A parameter or header that cannot be understood.
   *
   * @param errors what is wrong with which
   */
  record InvalidParameter(List<Flaw> errors) implements Problem {

    /** Copies the list. */
    public InvalidParameter {
      errors = List.copyOf(errors);
    }

    /** One thing that is wrong with one parameter. */
    public InvalidParameter(String name, String detail) {
      this(List.of(new Flaw("?" + name, detail)));
    }

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
      return "A parameter is not valid";
    }

    @Override
    public String detail() {
      return "See errors.";
    }
  }

  /** A request that cannot be understood at all. */
  record MalformedRequest() implements Problem {
    @Override
    public String slug() {
      return "malformed-request";
    }

    @Override
    public int status() {
      return 400;
    }

    @Override
    public String title() {
      return "The request is malformed";
    }

    @Override
    public String detail() {
      return "The request could not be read.";
    }
  }

  /** No token, or not one that is valid here. */
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
      return "A valid token is needed";
    }

    @Override
    public String detail() {
      return "Send a bearer token that is signed, in time, for this audience, and names an agency.";
    }
  }

  /** A token whose groups do not allow this. */
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
      return "The token does not allow this";
    }

    @Override
    public String detail() {
      return "None of the token's groups may do this. The refusal has been recorded.";
    }
  }

  /** Nothing that this reader may know of. */
  record NotFound() implements Problem {
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
      return "There is nothing here that you may know of.";
    }
  }

  /** A method that the resource does not have. */
  record MethodNotAllowed() implements Problem {
    @Override
    public String slug() {
      return "method-not-allowed";
    }

    @Override
    public int status() {
      return 405;
    }

    @Override
    public String title() {
      return "The method is not allowed here";
    }

    @Override
    public String detail() {
      return "This resource does not know the method.";
    }
  }

  /** No form that the client accepts. */
  record NotAcceptable() implements Problem {
    @Override
    public String slug() {
      return "not-acceptable";
    }

    @Override
    public int status() {
      return 406;
    }

    @Override
    public String title() {
      return "No acceptable form";
    }

    @Override
    public String detail() {
      return "None of the accepted media types is served here.";
    }
  }

  /** A body that is too large. */
  record TooLarge() implements Problem {
    @Override
    public String slug() {
      return "too-large";
    }

    @Override
    public int status() {
      return 413;
    }

    @Override
    public String title() {
      return "The body is too large";
    }

    @Override
    public String detail() {
      return "A body may have at most one megabyte.";
    }
  }

  /** A body of a type that is not read here. */
  record UnsupportedMediaType() implements Problem {
    @Override
    public String slug() {
      return "unsupported-media-type";
    }

    @Override
    public int status() {
      return 415;
    }

    @Override
    public String title() {
      return "The media type is not supported";
    }

    @Override
    public String detail() {
      return "Bodies are read as application/json.";
    }
  }

  /**
   * A record that no published checkpoint covers yet, or none that enough witnesses have cosigned.
   *
   * @param needed whose cosignatures are needed; empty: that is not yet the question
   * @param had whose cosignatures there are
   */
  record ReceiptPending(String needed, Collection<String> had) implements Problem {

    /** Copies the list. */
    public ReceiptPending {
      had = List.copyOf(had);
    }

    /** No checkpoint covers the record. */
    public ReceiptPending() {
      this("", List.of());
    }

    @Override
    public String slug() {
      return "receipt-pending";
    }

    @Override
    public int status() {
      return 503;
    }

    @Override
    public String title() {
      return "The receipt is not ready";
    }

    @Override
    public String detail() {
      if (needed.isEmpty()) {
        return "The record is not covered by a published checkpoint yet. Ask again shortly.";
      }
      return "The receipt needs the cosignatures of witnesses: %s. There are those of: %s."
          .formatted(needed, had.isEmpty() ? "none" : String.join(", ", had));
    }
  }

  /**
   * A record that was lawfully erased.
   *
   * @param remains what is left of it
   */
  record Erased(Remains remains) implements Problem {
    @Override
    public String slug() {
      return "erased";
    }

    @Override
    public int status() {
      return 410;
    }

    @Override
    public String title() {
      return "The record was lawfully erased";
    }

    @Override
    public String detail() {
      return "Its place in the log is all that is left of it, and the entry that proves its erasure.";
    }

    @Override
    public Optional<Remains> left() {
      return Optional.of(remains);
    }
  }

  /** Who proposed an erasure, approving it. */
  record SamePerson() implements Problem {
    @Override
    public String slug() {
      return "same-person";
    }

    @Override
    public int status() {
      return 422;
    }

    @Override
    public String title() {
      return "A second person must approve";
    }

    @Override
    public String detail() {
      return "You proposed this erasure. The attempt has been recorded.";
    }
  }

  /** Somebody of the agency that proposed an erasure, where records of others are concerned. */
  record SameAgency() implements Problem {
    @Override
    public String slug() {
      return "same-agency";
    }

    @Override
    public int status() {
      return 422;
    }

    @Override
    public String title() {
      return "A second agency must approve";
    }

    @Override
    public String detail() {
      return "Some of the records are not of your agency's side alone, and it was your agency that"
          + " proposed to erase them. The attempt has been recorded.";
    }
  }

  /**
   * Records that cannot be erased.
   *
   * @param errors which, and why
   */
  record NotErasable(List<Flaw> errors) implements Problem {

    /** Copies the list. */
    public NotErasable {
      errors = List.copyOf(errors);
    }

    @Override
    public String slug() {
      return "not-erasable";
    }

    @Override
    public int status() {
      return 422;
    }

    @Override
    public String title() {
      return "These records cannot be erased";
    }

    @Override
    public String detail() {
      return "See errors. Nothing has been erased.";
    }
  }

  /** An erasure that has been carried out or rejected, or that nobody approved in time. */
  record ErasureDecided() implements Problem {
    @Override
    public String slug() {
      return "erasure-decided";
    }

    @Override
    public int status() {
      return 409;
    }

    @Override
    public String title() {
      return "The erasure has been decided";
    }

    @Override
    public String detail() {
      return "It has been carried out, was rejected or has lapsed, and none of these can be undone.";
    }
  }

  /** An idempotency key that was sent before with another body. */
  record IdempotencyKeyReused() implements Problem {
    @Override
    public String slug() {
      return "idempotency-key-reused";
    }

    @Override
    public int status() {
      return 422;
    }

    @Override
    public String title() {
      return "The idempotency key was used for another body";
    }

    @Override
    public String detail() {
      return "The Idempotency-Key was sent before with another body; take a new one.";
    }
  }

  /** A record that somebody has altered in the database. */
  record RecordAltered() implements Problem {
    @Override
    public String slug() {
      return "record-altered";
    }

    @Override
    public int status() {
      return 500;
    }

    @Override
    public String title() {
      return "A record has been altered";
    }

    @Override
    public String detail() {
      return "What the database says of a record is not what the record says, so that nothing is"
          + " shown. The operator has been told, and the refusal has been recorded.";
    }
  }

  /** Something that went wrong here. */
  record Internal() implements Problem {
    @Override
    public String slug() {
      return "internal-error";
    }

    @Override
    public int status() {
      return 500;
    }

    @Override
    public String title() {
      return "Something went wrong";
    }

    @Override
    public String detail() {
      return "The fault is on this side. Name the incident's id when you report it.";
    }
  }

  /** Anything else that the framework refuses. */
  record Refused(int status) implements Problem {
    @Override
    public String slug() {
      return "refused";
    }

    @Override
    public String title() {
      return "The request was refused";
    }

    @Override
    public String detail() {
      return "The request could not be served.";
    }
  }
}
