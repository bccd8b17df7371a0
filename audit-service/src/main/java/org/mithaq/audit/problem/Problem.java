package org.mithaq.audit.problem;

import java.util.Collection;
import java.util.List;

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
