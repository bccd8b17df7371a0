package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads postings as the store keeps them and as they pass between the hops: there are a
 * dozen of each signal, so that their size and the time that they take count. What it cannot read
 * it refuses.
 */
public final class PostingMapper {

  /** First byte of what is written, so that another form can be told from it. */
  private static final byte FORM = 1;

  private static final int ON_REQUEST = 1;
  private static final int SHELTERED = 2;
  private static final int UUID_ID = 4;
  private static final int HREF_ENDS_WITH_ID = 8;
  private static final int FIRST_SIZE = 512;

  private PostingMapper() {}

  /** Bytes of postings, with their audiences. */
  public static byte[] write(List<Posting> postings) {
    Writer to = new Writer();
    to.bytes[to.size++] = FORM;
    to.number(postings.size());
    for (Posting each : postings) {
      to.texts(each.audience());
      write(to, each.header());
      write(to, each.mark());
    }
    return Arrays.copyOf(to.bytes, to.size);
  }

  /** Reads what {@link #write} wrote, into a list that can be changed. */
  public static List<Posting> read(byte[] bytes) {
    Reader from = new Reader(bytes);
    if (bytes[from.at++] != FORM) {
      throw new IllegalStateException("postings of another form");
    }
    int size = (int) from.number();
    List<Posting> postings = new ArrayList<>(size + 1);
    for (int i = 0; i < size; i++) {
      List<String> audience = from.texts();
      postings.add(new Posting(header(from), audience, mark(from)));
    }
    return postings;
  }

  /** Bytes of changes; what all of them share, the signal's own, is written once. */
  static byte[] write(TokenChanges changes) {
    List<Posting> sides = new ArrayList<>(2);
    Retraction retraction = null;
    for (PostingChange each : changes.changes().values()) {
      side(sides, each.before());
      side(sides, each.after());
      retraction = each.retraction() != null ? each.retraction() : retraction;
    }
    Writer to = new Writer();
    to.bytes[to.size++] = FORM;
    to.text(changes.agreement());
    to.number(changes.part());
    to.number(sides.size());
    for (Posting each : sides) {
      to.texts(each.audience());
      write(to, each.header());
    }
    to.text(retraction == null ? null : new String(EventMapper.write(retraction), UTF_8));
    to.number(changes.changes().size());
    for (Map.Entry<String, PostingChange> each : changes.changes().entrySet()) {
      PostingChange change = each.getValue();
      if (change.retraction() != null && !change.retraction().equals(retraction)) {
        throw new IllegalArgumentException("changes of more than one step");
      }
      to.text(each.getKey());
      write(to, sides, change.before());
      write(to, sides, change.after());
      to.number(change.retraction() == null ? 0 : 1);
    }
    return Arrays.copyOf(to.bytes, to.size);
  }

  private static int side(List<Posting> sides, @Nullable Posting posting) {
    if (posting == null) {
      return -1;
    }
    for (int i = 0; i < sides.size(); i++) {
      Posting other = sides.get(i);
      if (other.header().equals(posting.header()) && other.audience().equals(posting.audience())) {
        return i;
      }
    }
    sides.add(posting);
    return sides.size() - 1;
  }

  private static void write(Writer to, List<Posting> sides, @Nullable Posting posting) {
    to.number(side(sides, posting) + 1L);
    if (posting != null) {
      write(to, posting.mark());
    }
  }

  /** Reads what {@link #write(TokenChanges)} wrote. */
  static TokenChanges readChanges(byte[] bytes) {
    Reader from = new Reader(bytes);
    if (bytes[from.at++] != FORM) {
      throw new IllegalStateException("changes of another form");
    }
    String agreement = from.text();
    int part = (int) from.number();
    int count = (int) from.number();
    List<List<String>> audiences = new ArrayList<>(count);
    List<Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      audiences.add(from.texts());
      headers.add(header(from));
    }
    String json = from.textOrNull();
    Retraction retraction =
        json == null ? null : EventMapper.read(json.getBytes(UTF_8), Retraction.class);
    SortedMap<String, PostingChange> changes = new TreeMap<>();
    int size = (int) from.number();
    for (int i = 0; i < size; i++) {
      String token = from.text();
      Posting before = posting(from, headers, audiences);
      Posting after = posting(from, headers, audiences);
      changes.put(token, new PostingChange(before, after, from.number() == 0 ? null : retraction));
    }
    return new TokenChanges(agreement, part, changes);
  }

  private static @Nullable Posting posting(
      Reader from, List<Header> headers, List<List<String>> audiences) {
    int side = (int) from.number() - 1;
    return side < 0 ? null : new Posting(headers.get(side), audiences.get(side), mark(from));
  }

  private static void write(Writer to, Header header) {
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

  private static Header header(Reader from) {
    int flags = (int) from.number();
    String id =
        (flags & UUID_ID) != 0 ? new UUID(from.fixed(), from.fixed()).toString() : from.text();
    String href = from.text();
    return new Header(
        id,
        (int) from.number(),
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

  private static void write(Writer to, Mark mark) {
    to.number(mark.n());
    to.text(mark.type());
    to.text(mark.attribute());
    to.text(mark.role());
    to.texts(mark.siblings());
    to.texts(mark.basedOn());
    Person person = mark.person();
    to.number(person == null ? 0 : person.filter() == null ? 1 : 2);
    if (person != null) {
      to.texts(person.attributes());
      if (person.filter() != null) {
        to.number(person.filter().epoch());
        to.text(person.filter().bits());
      }
    }
  }

  private static Mark mark(Reader from) {
    int n = (int) from.number();
    String type = from.text();
    String attribute = from.textOrNull();
    String role = from.textOrNull();
    List<String> siblings = from.texts();
    List<String> basedOn = from.texts();
    int kind = (int) from.number();
    Person person =
        kind == 0
            ? null
            : new Person(
                from.texts(),
                kind == 1 ? null : new Person.Filter((int) from.number(), from.text()));
    return new Mark(n, type, attribute, role, siblings, person, basedOn);
  }

  /** The id as sixteen bytes, where it is written as those would be. */
  private static @Nullable UUID uuid(String id) {
    if (id.length() != 36) {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.toString().equals(id) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static final class Writer {
    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    private void reserve(int more) {
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
      }
    }

    /** Seven bits a byte, the lowest first. */
    void number(long value) {
      reserve(10);
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes[size++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[size++] = (byte) rest;
    }

    void fixed(long value) {
      reserve(Long.BYTES);
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes[size++] = (byte) (value >>> shift);
      }
    }

    /** One more than the length, then the text; 0 is null. */
    void text(@Nullable String text) {
      if (text == null) {
        number(0);
        return;
      }
      byte[] raw = text.getBytes(UTF_8);
      number(raw.length + 1L);
      reserve(raw.length);
      System.arraycopy(raw, 0, bytes, size, raw.length);
      size += raw.length;
    }

    void texts(List<String> texts) {
      number(texts.size());
      texts.forEach(this::text);
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    long number() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    long fixed() {
      long value = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        value = (value << 8) | (bytes[at++] & 0xff);
      }
      return value;
    }

    @Nullable String textOrNull() {
      int length = (int) number() - 1;
      if (length < 0) {
        return null;
      }
      String text = new String(bytes, at, length, UTF_8);
      at += length;
      return text;
    }

    String text() {
      String text = textOrNull();
      if (text == null) {
        throw new IllegalStateException("a text is missing");
      }
      return text;
    }

    List<String> texts() {
      int size = (int) number();
      if (size == 0) {
        return List.of();
      }
      List<String> texts = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        texts.add(text());
      }
      return texts;
    }
  }
}
