package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a version of a signal that agencies may have been told of.
 *
 * @param version the version that stands no more
 * @param reason what happened to it
 * @param next what may be told of the version in its place, or null when there is none
 * @param audience who may know of that version
 */
public record Retraction(int version, Reason reason, @Nullable Header next, List<String> audience) {

  /** What happened to a version. */
  public enum Reason {
    /** Another version is in its place. */
    CORRECTED,
    /** It was taken back, at least from who is told so. */
    WITHDRAWN,
    /** Its time is over. */
    EXPIRED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the audience. */
  public Retraction {
    requireNonNull(reason, "reason");
    audience = List.copyOf(audience);
  }

  /**
   * What each agency that could know of the version is to learn; not its originator, who knows. To
   * an agency outside the audience of a correction the signal is gone, as if it were withdrawn: it
   * may not learn that there is another version.
   *
   * @param header what they could be told of the version
   * @param told who could know of it
   */
  List<AgencyNews.Retracted> to(Header header, List<String> told) {
    List<AgencyNews.Retracted> news = new ArrayList<>();
    for (String agency : told) {
      if (agency.equals(header.agency())) {
        continue;
      }
      Header shown = header;
      Reason known = reason == Reason.CORRECTED ? Reason.WITHDRAWN : reason;
      if (next != null && audience.contains(agency)) {
        shown = next.sheltered(header.sheltered() || next.sheltered());
        known = reason;
      }
      news.add(new AgencyNews.Retracted(agency, header.agreement(), shown, version, known));
    }
    return news;
  }
}
