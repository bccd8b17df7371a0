package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agency that may know of a signal is told about it: never its audience, never its content.
 *
 * @param id signal id
 * @param version version of the signal
 * @param agency originator
 * @param agreement agreement that it was published under
 * @param article article that it was published under
 * @param crime crime code
 * @param onRequest whether its content needs a release first
 * @param tlp TLP 2.0 label
 * @param codes Europol handling codes, sorted
 * @param href where the content is read, if it may be
 * @param acceptedAt milliseconds since the epoch
 * @param observedFrom hours since the epoch
 * @param observedTo hours since the epoch
 * @param country ISO 3166-1 alpha-2, of the place
 * @param cell S2 token of the level-10 cell, or null
 * @param grade native evaluation
 * @param sheltered whether it names a victim or witness: shown to safeguarding users alone
 */
public record Header(
    String id,
    int version,
    String agency,
    String agreement,
    String article,
    String crime,
    boolean onRequest,
    String tlp,
    List<String> codes,
    String href,
    long acceptedAt,
    long observedFrom,
    long observedTo,
    String country,
    @Nullable String cell,
    Grade grade,
    boolean sheltered) {

  /** Refuses absent values and copies the codes. */
  public Header {
    requireNonNull(id, "id");
    requireNonNull(agency, "agency");
    requireNonNull(agreement, "agreement");
    requireNonNull(article, "article");
    requireNonNull(crime, "crime");
    requireNonNull(tlp, "tlp");
    codes = List.copyOf(codes);
    requireNonNull(href, "href");
    requireNonNull(country, "country");
    requireNonNull(grade, "grade");
  }

  /** The same, read elsewhere. */
  Header servedAt(String elsewhere) {
    return with(elsewhere, sheltered);
  }

  /** The same, with another word on whether it names a victim or witness. */
  Header sheltered(boolean names) {
    return names == sheltered ? this : with(href, names);
  }

  private Header with(String where, boolean names) {
    return new Header(
        id,
        version,
        agency,
        agreement,
        article,
        crime,
        onRequest,
        tlp,
        codes,
        where,
        acceptedAt,
        observedFrom,
        observedTo,
        country,
        cell,
        grade,
        names);
  }

  /** Names the signal only: the rest stays out of logs. */
  @Override
  public String toString() {
    return "Header[" + id + " v" + version + "]";
  }
}
