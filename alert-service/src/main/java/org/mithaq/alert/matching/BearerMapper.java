package org.mithaq.alert.matching;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads what may be told of a signal and how it bears a token: the pieces that all that
 * passes between the hops is made of.
 */
public final class BearerMapper {

  private static final int ON_REQUEST = 1;
  private static final int SHELTERED = 2;
  private static final int UUID_ID = 4;
  private static final int HREF_ENDS_WITH_ID = 8;
  private static final int UUID_LENGTH = 36;

  private BearerMapper() {}

  /** Writes a header. */
  public static void write(CompactWriter to, Header header) {
    UUID id = uuid(header.id());
    boolean ends = header.href().endsWith(header.id());
    to.number(
        (header.onRequest() ? ON_REQUEST : 0)
            | (header.sheltered() ? SHELTERED : 0)
            | (id != null ? UUID_ID : 0)
            | (ends ? HREF_ENDS_WITH_ID : 0));
    if (id != null) {
      to.fixed(id.getMostSignificantBits());
      to.fixed(id.getLeastSignificantBits());
    } else {
      to.text(header.id());
    }
    to.text(
        ends
            ? header.href().substring(0, header.href().length() - header.id().length())
            : header.href());
    to.number(header.version());
    to.text(header.agency());
    to.text(header.agreement());
    to.text(header.article());
    to.text(header.crime());
    to.text(header.tlp());
    to.texts(header.codes());
    to.number(header.acceptedAt());
    to.number(header.observedFrom());
    to.number(header.observedTo());
    to.text(header.country());
    to.text(header.cell());
    to.text(header.grade().scheme());
    to.text(header.grade().source());
    to.text(header.grade().information());
  }

  /** Reads a header. */
  public static Header header(CompactReader from) {
    int flags = from.count();
    String id =
        (flags & UUID_ID) != 0 ? new UUID(from.fixed(), from.fixed()).toString() : from.text();
    String href = from.text();
    return new Header(
        id,
        from.count(),
        from.text(),
        from.text(),
        from.text(),
        from.text(),
        (flags & ON_REQUEST) != 0,
        from.text(),
        from.texts(),
        (flags & HREF_ENDS_WITH_ID) != 0 ? href + id : href,
        from.number(),
        from.number(),
        from.number(),
        from.text(),
        from.textOrNull(),
        new Grade(from.text(), from.text(), from.text()),
        (flags & SHELTERED) != 0);
  }

  /** Writes a mark. */
  public static void write(CompactWriter to, Mark mark) {
    to.number(mark.n());
    to.text(mark.type());
    to.text(mark.attribute());
    to.text(mark.role());
    to.texts(mark.siblings());
    Person person = mark.person();
    to.number(person == null ? 0 : 1);
    if (person != null) {
      to.texts(person.attributes());
      write(to, person.filter());
    }
    to.texts(mark.basedOn());
  }

  /** Reads a mark. */
  public static Mark mark(CompactReader from) {
    return new Mark(
        from.count(),
        from.text(),
        from.textOrNull(),
        from.textOrNull(),
        from.texts(),
        from.count() == 0 ? null : new Person(from.texts(), filter(from)),
        from.texts());
  }

  static void write(CompactWriter to, Person.@Nullable Filter filter) {
    to.number(filter == null ? 0 : 1);
    if (filter != null) {
      to.number(filter.epoch());
      to.text(filter.bits());
    }
  }

  static Person.@Nullable Filter filter(CompactReader from) {
    return from.count() == 0 ? null : new Person.Filter(from.count(), from.text());
  }

  /** The id as sixteen bytes, where it is written as those would be. */
  private static @Nullable UUID uuid(String id) {
    if (id.length() != UUID_LENGTH) {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.toString().equals(id) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
