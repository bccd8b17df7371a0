package org.mithaq.alert.matching;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads what may be told of a signal and how it bears a token: the pieces that all that
 * passes between the hops is made of. A person that stands before in the same value is named by its
 * place there.
 *
 * <pre>
 * header    flags id href version agency agreement article crime tlp codes acceptedAt
 *           observedFrom-acceptedAt observedTo-observedFrom country (0 | 1 cell) grade
 * mark      n type attribute role siblings basedOn (0 | 1 person | 2 + place)
 * person    n role attributes filters
 * filter    0 Base64 as text | 1 size, bits
 * </pre>
 */
public final class BearerMapper {

  private static final int ON_REQUEST = 1;
  private static final int SHELTERED = 2;
  private static final int HREF_ENDS_WITH_ID = 4;
  private static final int ALL_FLAGS = ON_REQUEST | SHELTERED | HREF_ENDS_WITH_ID;
  private static final long HOUR = 3_600_000;

  private BearerMapper() {}

  /** Writes a header. */
  public static void write(CompactWriter to, Header header) {
    boolean ends = header.href().endsWith(header.id());
    to.number(
        (header.onRequest() ? ON_REQUEST : 0)
            | (header.sheltered() ? SHELTERED : 0)
            | (ends ? HREF_ENDS_WITH_ID : 0));
    to.id(header.id());
    to.word(
        ends
            ? header.href().substring(0, header.href().length() - header.id().length())
            : header.href());
    to.number(header.version());
    to.word(header.agency());
    to.word(header.agreement());
    to.word(header.article());
    to.word(header.crime());
    to.word(header.tlp());
    to.words(header.codes());
    to.number(header.acceptedAt());
    to.signed(header.observedFrom() - Math.floorDiv(header.acceptedAt(), HOUR));
    to.signed(header.observedTo() - header.observedFrom());
    to.word(header.country());
    to.flag(header.cell() != null);
    if (header.cell() != null) {
      to.text(header.cell());
    }
    to.word(header.grade().scheme());
    to.word(header.grade().source());
    to.word(header.grade().information());
  }

  /** Reads a header. */
  public static Header header(CompactReader from) {
    long flags = from.number();
    if ((flags & ~ALL_FLAGS) != 0) {
      throw new IllegalStateException("flags of another form");
    }
    String id = from.id();
    String href = from.word();
    int version = from.small();
    String agency = from.word();
    String agreement = from.word();
    String article = from.word();
    String crime = from.word();
    String tlp = from.word();
    List<String> codes = from.words();
    long acceptedAt = from.number();
    long observedFrom = from.signed() + Math.floorDiv(acceptedAt, HOUR);
    return new Header(
        id,
        version,
        agency,
        agreement,
        article,
        crime,
        (flags & ON_REQUEST) != 0,
        tlp,
        codes,
        (flags & HREF_ENDS_WITH_ID) != 0 ? href + id : href,
        acceptedAt,
        observedFrom,
        from.signed() + observedFrom,
        from.word(),
        from.flag() ? from.text() : null,
        new Grade(from.word(), from.word(), from.word()),
        (flags & SHELTERED) != 0);
  }

  /** Writes a mark. */
  public static void write(CompactWriter to, Mark mark) {
    to.number(mark.n());
    to.word(mark.type());
    to.wordOrNull(mark.attribute());
    to.wordOrNull(mark.role());
    to.number(mark.siblings().size());
    mark.siblings().forEach(to::token);
    to.ids(mark.basedOn());
    Person person = mark.person();
    if (person == null) {
      to.number(0);
      return;
    }
    int place = to.place(person);
    to.number(place + 2L);
    if (place < 0) {
      to.number(person.n());
      to.wordOrNull(person.role());
      to.words(person.attributes());
      write(to, person.filters());
    }
  }

  /** Reads a mark. */
  public static Mark mark(CompactReader from) {
    int n = from.small();
    String type = from.word();
    String attribute = from.wordOrNull();
    String role = from.wordOrNull();
    int count = from.size();
    List<String> siblings = count == 0 ? List.of() : new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      siblings.add(from.token());
    }
    List<String> basedOn = from.ids();
    return new Mark(n, type, attribute, role, siblings, person(from), basedOn);
  }

  private static @Nullable Person person(CompactReader from) {
    long place = from.number() - 2;
    if (place == -2) {
      return null;
    }
    if (place < -1 || place >= from.persons().size()) {
      throw new IllegalStateException("a person is missing");
    }
    if (place >= 0) {
      return from.persons().get((int) place);
    }
    Person person = new Person(from.small(), from.wordOrNull(), from.words(), filters(from));
    from.persons().add(person);
    return person;
  }

  static void write(CompactWriter to, List<Person.Filter> filters) {
    to.number(filters.size());
    for (Person.Filter filter : filters) {
      byte[] bits = bits(filter.bits());
      to.flag(bits != null);
      if (bits == null) {
        to.text(filter.bits());
      } else {
        to.number(bits.length);
        to.raw(bits);
      }
    }
  }

  static List<Person.Filter> filters(CompactReader from) {
    int count = from.size();
    List<Person.Filter> filters = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      filters.add(
          new Person.Filter(
              from.flag()
                  ? Base64.getEncoder().encodeToString(from.raw(from.size()))
                  : from.text()));
    }
    return filters;
  }

  /** The bits, where Base64 writes them as they are written; or null. */
  private static byte @Nullable [] bits(String base64) {
    try {
      byte[] bits = Base64.getDecoder().decode(base64);
      return Base64.getEncoder().encodeToString(bits).equals(base64) ? bits : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
