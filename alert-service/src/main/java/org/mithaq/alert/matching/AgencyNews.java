package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one agency is to learn under one agreement. Says nothing that depends on a signal outside
 * that agency's audience.
 */
public sealed interface AgencyNews {

  /** Who learns it. */
  String agency();

  /** Under which agreement. */
  String agreement();

  /** The key of everything that this agency may know under this agreement. */
  default String scope() {
    return scope(agency(), agreement());
  }

  private static String scope(String agency, String agreement) {
    return agency + "|" + agreement;
  }

  /**
   * The signals that bear some tokens have changed, as far as the agency may know: what comes of
   * one step of a signal, and goes the same way, in one piece.
   *
   * @param each what has changed, by token
   */
  record Matches(String agency, String agreement, List<Matched> each) implements AgencyNews {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if one of them is another agency's or agreement's
     */
    public Matches {
      each = List.copyOf(each);
      for (Matched matched : each) {
        if (!matched.agency().equals(agency) || !matched.agreement().equals(agreement)) {
          throw new IllegalArgumentException("a match is of another scope");
        }
      }
    }

    /** What has changed of one token. */
    public static Matches of(Matched matched) {
      return new Matches(matched.agency(), matched.agreement(), List.of(matched));
    }

    /** Tokens stay out of logs. */
    @Override
    public String toString() {
      return "Matches[" + scope() + " " + each.size() + "]";
    }
  }

  /**
   * The signals that bear one token have changed, as far as the agency may know.
   *
   * @param agency who learns it
   * @param agreement under which agreement
   * @param token the token, as {@code <epoch>:<hex>}
   * @param bucket how many known signals bear it, rounded up to a power of two; 0 when fewer than
   *     two do
   * @param hub whether so many bear it that it links nothing; the bearers are then the oldest only
   * @param told bearers that are new or different
   * @param withdrawn signal ids that bear it no more
   */
  record Matched(
      String agency,
      String agreement,
      String token,
      int bucket,
      boolean hub,
      List<Bearer> told,
      List<String> withdrawn) {

    /** Copies the lists. */
    public Matched {
      requireNonNull(agency, "agency");
      requireNonNull(agreement, "agreement");
      requireNonNull(token, "token");
      told = List.copyOf(told);
      withdrawn = List.copyOf(withdrawn);
    }

    /** The key of everything that the agency may know under the agreement. */
    public String scope() {
      return AgencyNews.scope(agency, agreement);
    }

    /** Tokens stay out of logs. */
    @Override
    public String toString() {
      return "Matched[" + scope() + " told " + told.size() + "]";
    }
  }

  /**
   * A version of a signal that the agency could know of stands no more. It follows, on the same
   * way, whatever that version had to tell, and comes once for each such way: by each part of its
   * tokens, and at once.
   *
   * @param header what the agency may be told of the version in its place, else what it could be
   *     told of this one
   * @param version the version that stands no more
   * @param reason what happened to it, as far as the agency may know
   */
  record Retracted(
      String agency, String agreement, Header header, int version, Retraction.Reason reason)
      implements AgencyNews {

    /** Refuses absent values. */
    public Retracted {
      requireNonNull(agency, "agency");
      requireNonNull(agreement, "agreement");
      requireNonNull(header, "header");
      requireNonNull(reason, "reason");
    }
  }

  /**
   * A signal tells of a danger to life.
   *
   * @param header what the agency may be told of it
   * @param standing false once it is withdrawn or the danger is over
   */
  record Endangered(String agency, String agreement, Header header, boolean standing)
      implements AgencyNews {

    /** Refuses absent values. */
    public Endangered {
      requireNonNull(agency, "agency");
      requireNonNull(agreement, "agreement");
      requireNonNull(header, "header");
    }
  }

  /**
   * A signal was seen, or is no longer held to have been: for those who count.
   *
   * @param header what the agency may be told of it
   * @param basedOn signals that it repeats
   * @param likeness what every report of the same sighting has in common, or null where nothing
   *     says
   * @param standing false once it is withdrawn
   */
  record Sighted(
      String agency,
      String agreement,
      Header header,
      List<String> basedOn,
      @Nullable String likeness,
      boolean standing)
      implements AgencyNews {

    /** Copies the list. */
    public Sighted {
      requireNonNull(agency, "agency");
      requireNonNull(agreement, "agreement");
      requireNonNull(header, "header");
      basedOn = List.copyOf(basedOn);
    }

    /** The same, no longer held to have been seen. */
    public Sighted withdrawn() {
      return new Sighted(agency, agreement, header, basedOn, likeness, false);
    }

    /** Names scope and signal only. */
    @Override
    public String toString() {
      return "Sighted[" + scope() + " " + header + "]";
    }
  }

  /**
   * A warning of a surge shows the agency a signal: whoever is told has to be told of its end.
   *
   * @param header what the agency may be told of the signal
   * @param notice id of the warning
   */
  record Warned(String agency, String agreement, Header header, String notice)
      implements AgencyNews {

    /** Refuses absent values. */
    public Warned {
      requireNonNull(agency, "agency");
      requireNonNull(agreement, "agreement");
      requireNonNull(header, "header");
      requireNonNull(notice, "notice");
    }
  }
}
