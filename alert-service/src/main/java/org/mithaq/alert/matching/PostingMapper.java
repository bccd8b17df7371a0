package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads postings as the store keeps them and as they pass between the hops: there are a
 * dozen of each signal, so that their size and the time that they take count. What it cannot read
 * whole it refuses.
 *
 * <p>The form: a number has seven bits a byte, the lowest first; a text is its length and its
 * UTF-8; a word is 0 for none, 1 and the text, or two more than its number in {@link Words}; a
 * token is one more than its epoch and sixteen bytes, or 0 and the text; an id is 1 and sixteen
 * bytes, or 0 and the text. A person that stands before in the same value is named by its place
 * there.
 *
 * <pre>
 * postings  form count (side mark)*
 * side      audience flags id href version agency agreement article crime tlp codes acceptedAt
 *           observedFrom-acceptedAt observedTo-observedFrom country cell grade
 * mark      n type attribute role siblings basedOn (0 | 1 person | 2 + place)
 * person    attributes (0 | 1 + epoch, Base64 as text | 2 + epoch, size, bits)
 * </pre>
 *
 * <p>Not safe for use by many threads.
 */
public final class PostingMapper {

  /** First byte of what is written, so that another form can be told from it. */
  static final byte FORM = 2;

  private static final int ON_REQUEST = 1;
  private static final int SHELTERED = 2;
  private static final int HREF_ENDS_WITH_ID = 4;
  private static final int ALL_FLAGS = ON_REQUEST | SHELTERED | HREF_ENDS_WITH_ID;
  private static final int FIRST_SIZE = 512;
  private static final int TOKEN_DIGITS = 32;
  private static final int UUID_LENGTH = 36;
  private static final long HOUR = 3_600_000;

  private final Words words;

  /** The last side that was written: a signal's tokens follow each other and share it. */
  private @Nullable Posting last;

  private byte[] lastSide = {};

  /**
   * @param words the texts that have a number
   */
  public PostingMapper(Words words) {
    this.words = words;
  }

  /** Bytes of postings, with their audiences. */
  public byte[] write(List<Posting> postings) {
    Writer to = new Writer(words);
    to.bytes[to.size++] = FORM;
    to.number(postings.size());
    for (Posting each : postings) {
      side(to, each);
      write(to, each.mark());
    }
    return to.written();
  }

  /** Reads what {@link #write(List)} wrote, into a list that can be changed. */
  public List<Posting> read(byte[] bytes) {
    Reader from = new Reader(bytes, words);
    from.form();
    int size = from.size();
    List<Posting> postings = new ArrayList<>(size + 1);
    for (int i = 0; i < size; i++) {
      List<String> audience = from.words();
      postings.add(new Posting(header(from), audience, mark(from)));
    }
    from.end();
    return postings;
  }

  /** Bytes of a group. */
  byte[] write(Group group) {
    Writer to = new Writer(words);
    to.bytes[to.size++] = FORM;
    to.words(group.audience());
    to.number(group.count());
    return to.written();
  }

  /** Reads what {@link #write(Group)} wrote. */
  Group readGroup(byte[] bytes) {
    Reader from = new Reader(bytes, words);
    from.form();
    Group group = new Group(from.words(), from.number());
    from.end();
    return group;
  }

  private void side(Writer to, Posting posting) {
    if (last != null
        && last.header() == posting.header()
        && last.audience() == posting.audience()) {
      to.raw(lastSide);
      return;
    }
    int begin = to.size;
    to.words(posting.audience());
    write(to, posting.header());
    lastSide = Arrays.copyOfRange(to.bytes, begin, to.size);
    last = posting;
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
    Writer to = new Writer(Words.ofMessage());
    to.bytes[to.size++] = FORM;
    to.word(changes.agreement());
    to.number(changes.part());
    to.number(sides.size());
    for (Posting each : sides) {
      to.words(each.audience());
      write(to, each.header());
    }
    to.number(retraction == null ? 0 : 1);
    if (retraction != null) {
      to.text(new String(EventMapper.write(retraction), UTF_8));
    }
    to.number(changes.changes().size());
    for (Map.Entry<String, PostingChange> each : changes.changes().entrySet()) {
      PostingChange change = each.getValue();
      if (change.retraction() != null && !change.retraction().equals(retraction)) {
        throw new IllegalArgumentException("changes of more than one step");
      }
      to.token(each.getKey());
      write(to, sides, change.before());
      write(to, sides, change.after());
      to.number(change.retraction() == null ? 0 : 1);
    }
    return to.written();
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
    Reader from = new Reader(bytes, Words.ofMessage());
    from.form();
    String agreement = from.word();
    int part = (int) from.number();
    int count = from.size();
    List<List<String>> audiences = new ArrayList<>(count);
    List<Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      audiences.add(from.words());
      headers.add(header(from));
    }
    Retraction retraction =
        from.isSet() ? EventMapper.read(from.text().getBytes(UTF_8), Retraction.class) : null;
    SortedMap<String, PostingChange> changes = new TreeMap<>();
    int size = from.size();
    for (int i = 0; i < size; i++) {
      String token = from.token();
      Posting before = posting(from, headers, audiences);
      Posting after = posting(from, headers, audiences);
      changes.put(token, new PostingChange(before, after, from.isSet() ? retraction : null));
    }
    from.end();
    return new TokenChanges(agreement, part, changes);
  }

  private static @Nullable Posting posting(
      Reader from, List<Header> headers, List<List<String>> audiences) {
    long side = from.number() - 1;
    if (side >= headers.size()) {
      throw new IllegalStateException("a side is missing");
    }
    return side < 0
        ? null
        : new Posting(headers.get((int) side), audiences.get((int) side), mark(from));
  }

  private static void write(Writer to, Header header) {
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
    to.number(header.cell() == null ? 0 : 1);
    if (header.cell() != null) {
      to.text(header.cell());
    }
    to.word(header.grade().scheme());
    to.word(header.grade().source());
    to.word(header.grade().information());
  }

  private static Header header(Reader from) {
    long flags = from.number();
    if ((flags & ~ALL_FLAGS) != 0) {
      throw new IllegalStateException("flags of another form");
    }
    String id = from.id();
    String href = from.word();
    int version = (int) from.number();
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
        from.isSet() ? from.text() : null,
        new Grade(from.word(), from.word(), from.word()),
        (flags & SHELTERED) != 0);
  }

  private static void write(Writer to, Mark mark) {
    to.number(mark.n());
    to.word(mark.type());
    to.wordOrNull(mark.attribute());
    to.wordOrNull(mark.role());
    to.number(mark.siblings().size());
    mark.siblings().forEach(to::token);
    to.number(mark.basedOn().size());
    mark.basedOn().forEach(to::id);
    Person person = mark.person();
    if (person == null) {
      to.number(0);
      return;
    }
    int place = to.persons.indexOf(person);
    to.number(place + 2L);
    if (place < 0) {
      to.persons.add(person);
      write(to, person);
    }
  }

  private static void write(Writer to, Person person) {
    to.words(person.attributes());
    Person.Filter filter = person.filter();
    if (filter == null) {
      to.number(0);
      return;
    }
    byte[] bits = bits(filter.bits());
    to.number(bits == null ? 1 : 2);
    to.signed(filter.epoch());
    if (bits == null) {
      to.text(filter.bits());
    } else {
      to.number(bits.length);
      to.raw(bits);
    }
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

  private static Mark mark(Reader from) {
    int n = (int) from.number();
    String type = from.word();
    String attribute = from.wordOrNull();
    String role = from.wordOrNull();
    int count = from.size();
    List<String> siblings = count == 0 ? List.of() : new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      siblings.add(from.token());
    }
    count = from.size();
    List<String> basedOn = count == 0 ? List.of() : new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      basedOn.add(from.id());
    }
    return new Mark(n, type, attribute, role, siblings, personOrNull(from), basedOn);
  }

  private static @Nullable Person personOrNull(Reader from) {
    long place = from.number() - 2;
    if (place == -2) {
      return null;
    }
    if (place >= from.persons.size()) {
      throw new IllegalStateException("a person is missing");
    }
    if (place >= 0) {
      return from.persons.get((int) place);
    }
    List<String> attributes = from.words();
    Person.Filter filter =
        switch ((int) from.number()) {
          case 0 -> null;
          case 1 -> new Person.Filter((int) from.signed(), from.text());
          case 2 ->
              new Person.Filter(
                  (int) from.signed(), Base64.getEncoder().encodeToString(from.raw(from.size())));
          default -> throw new IllegalStateException("a filter of another form");
        };
    Person person = new Person(attributes, filter);
    from.persons.add(person);
    return person;
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

  private static final class Writer {
    private final Words words;
    private final List<Person> persons = new ArrayList<>(1);
    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    Writer(Words words) {
      this.words = words;
    }

    byte[] written() {
      return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
      }
    }

    void number(long value) {
      reserve(10);
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes[size++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[size++] = (byte) rest;
    }

    /** Small ones of either sign are short. */
    void signed(long value) {
      number((value << 1) ^ (value >> 63));
    }

    void fixed(long value) {
      reserve(Long.BYTES);
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes[size++] = (byte) (value >>> shift);
      }
    }

    void raw(byte[] some) {
      reserve(some.length);
      System.arraycopy(some, 0, bytes, size, some.length);
      size += some.length;
    }

    void text(String text) {
      byte[] raw = text.getBytes(UTF_8);
      number(raw.length);
      raw(raw);
    }

    void word(String word) {
      int number = words.number(word);
      if (number == Words.NONE) {
        number(1);
        text(word);
        words.wroteOut(word);
      } else {
        number(number + 2L);
      }
    }

    void wordOrNull(@Nullable String word) {
      if (word == null) {
        number(0);
      } else {
        word(word);
      }
    }

    void words(List<String> list) {
      number(list.size());
      list.forEach(this::word);
    }

    void token(String token) {
      int colon = token.length() - TOKEN_DIGITS - 1;
      int epoch = epoch(token, colon);
      if (epoch < 0) {
        number(0);
        text(token);
        return;
      }
      number(epoch + 1L);
      reserve(TOKEN_DIGITS / 2);
      for (int i = colon + 1; i < token.length(); i += 2) {
        bytes[size++] = (byte) (digit(token.charAt(i)) << 4 | digit(token.charAt(i + 1)));
      }
    }

    /** The epoch of a token that is written as it is made; -1 of any other. */
    private static int epoch(String token, int colon) {
      if (colon < 1 || colon > 8 || token.charAt(colon) != ':' || token.charAt(0) == '0') {
        return -1;
      }
      int epoch = 0;
      for (int i = 0; i < colon; i++) {
        int digit = digit(token.charAt(i));
        if (digit < 0 || digit > 9) {
          return -1;
        }
        epoch = epoch * 10 + digit;
      }
      for (int i = colon + 1; i < token.length(); i++) {
        if (digit(token.charAt(i)) < 0) {
          return -1;
        }
      }
      return epoch;
    }

    private static int digit(char c) {
      return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    void id(String id) {
      UUID uuid = uuid(id);
      number(uuid == null ? 0 : 1);
      if (uuid == null) {
        text(id);
      } else {
        fixed(uuid.getMostSignificantBits());
        fixed(uuid.getLeastSignificantBits());
      }
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private final Words words;
    private final List<Person> persons = new ArrayList<>(1);
    private int at;

    Reader(byte[] bytes, Words words) {
      this.bytes = bytes;
      this.words = words;
    }

    private void need(int more) {
      if (more < 0 || more > bytes.length - at) {
        throw new IllegalStateException("bytes are missing");
      }
    }

    void form() {
      need(1);
      if (bytes[at++] != FORM) {
        throw new IllegalStateException("bytes of another form");
      }
    }

    void end() {
      if (at != bytes.length) {
        throw new IllegalStateException("bytes are left over");
      }
    }

    long number() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        need(1);
        byte next = bytes[at++];
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new IllegalStateException("a number is too long");
    }

    long signed() {
      long value = number();
      return (value >>> 1) ^ -(value & 1);
    }

    /** How many of what takes at least a byte each. */
    int size() {
      long size = number();
      if (size < 0 || size > bytes.length - at) {
        throw new IllegalStateException("bytes are missing");
      }
      return (int) size;
    }

    boolean isSet() {
      long value = number();
      if (value != 0 && value != 1) {
        throw new IllegalStateException("neither yes nor no");
      }
      return value == 1;
    }

    long fixed() {
      need(Long.BYTES);
      long value = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        value = (value << 8) | (bytes[at++] & 0xff);
      }
      return value;
    }

    byte[] raw(int size) {
      need(size);
      at += size;
      return Arrays.copyOfRange(bytes, at - size, at);
    }

    String text() {
      return new String(raw(size()), UTF_8);
    }

    @Nullable String wordOrNull() {
      long number = number();
      if (number == 0) {
        return null;
      }
      if (number > 1) {
        return words.text(number - 2);
      }
      String word = text();
      words.wroteOut(word);
      return word;
    }

    String word() {
      String word = wordOrNull();
      if (word == null) {
        throw new IllegalStateException("a word is missing");
      }
      return word;
    }

    List<String> words() {
      int size = size();
      if (size == 0) {
        return List.of();
      }
      List<String> list = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        list.add(word());
      }
      return list;
    }

    String token() {
      long epoch = number() - 1;
      if (epoch < 0) {
        return text();
      }
      need(TOKEN_DIGITS / 2);
      StringBuilder token = new StringBuilder(TOKEN_DIGITS + 4).append(epoch).append(':');
      for (int i = 0; i < TOKEN_DIGITS / 2; i++) {
        token
            .append(Character.forDigit(bytes[at] >> 4 & 0xf, 16))
            .append(Character.forDigit(bytes[at++] & 0xf, 16));
      }
      return token.toString();
    }

    String id() {
      return isSet() ? new UUID(fixed(), fixed()).toString() : text();
    }
  }
}
