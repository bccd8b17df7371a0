package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads postings as the store keeps them and as they pass between the hops: there are a
 * dozen of each signal, so that their size and the time that they take count. What it cannot read
 * whole it refuses.
 *
 * <pre>
 * postings  form count (side mark)*
 * side      audience header
 * </pre>
 *
 * <p>Not safe for use by many threads.
 */
public final class PostingMapper {

  /** First byte of what is written, so that another form can be told from it. */
  static final byte FORM = 4;

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
    CompactWriter to = new CompactWriter(FORM, words);
    to.number(postings.size());
    for (Posting each : postings) {
      side(to, each);
      BearerMapper.write(to, each.mark());
    }
    return to.toBytes();
  }

  /** Reads what {@link #write(List)} wrote, into a list that can be changed. */
  public List<Posting> read(byte[] bytes) {
    CompactReader from = new CompactReader(FORM, bytes, words);
    int size = from.size();
    List<Posting> postings = new ArrayList<>(size + 1);
    for (int i = 0; i < size; i++) {
      List<String> audience = from.words();
      postings.add(new Posting(BearerMapper.header(from), audience, BearerMapper.mark(from)));
    }
    from.end();
    return postings;
  }

  /** Bytes of a group. */
  byte[] write(Group group) {
    CompactWriter to = new CompactWriter(FORM, words);
    to.words(group.audience());
    to.number(group.count());
    return to.toBytes();
  }

  /** Reads what {@link #write(Group)} wrote. */
  Group readGroup(byte[] bytes) {
    CompactReader from = new CompactReader(FORM, bytes, words);
    Group group = new Group(from.words(), from.number());
    from.end();
    return group;
  }

  private void side(CompactWriter to, Posting posting) {
    if (last != null
        && last.header() == posting.header()
        && last.audience() == posting.audience()) {
      to.raw(lastSide);
      return;
    }
    int begin = to.size();
    to.words(posting.audience());
    BearerMapper.write(to, posting.header());
    lastSide = to.since(begin);
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
    CompactWriter to = new CompactWriter(FORM, Words.ofMessage());
    to.word(changes.agreement());
    to.number(changes.part());
    to.number(sides.size());
    for (Posting each : sides) {
      to.words(each.audience());
      BearerMapper.write(to, each.header());
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
    return to.toBytes();
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

  private static void write(CompactWriter to, List<Posting> sides, @Nullable Posting posting) {
    to.number(side(sides, posting) + 1L);
    if (posting != null) {
      BearerMapper.write(to, posting.mark());
    }
  }

  /** Reads what {@link #write(TokenChanges)} wrote. */
  static TokenChanges readChanges(byte[] bytes) {
    CompactReader from = new CompactReader(FORM, bytes, Words.ofMessage());
    String agreement = from.word();
    int part = from.small();
    int count = from.size();
    List<List<String>> audiences = new ArrayList<>(count);
    List<Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      audiences.add(from.words());
      headers.add(BearerMapper.header(from));
    }
    Retraction retraction =
        from.flag() ? EventMapper.read(from.text().getBytes(UTF_8), Retraction.class) : null;
    SortedMap<String, PostingChange> changes = new TreeMap<>();
    int size = from.size();
    for (int i = 0; i < size; i++) {
      String token = from.token();
      Posting before = posting(from, headers, audiences);
      Posting after = posting(from, headers, audiences);
      changes.put(token, new PostingChange(before, after, from.flag() ? retraction : null));
    }
    from.end();
    return new TokenChanges(agreement, part, changes);
  }

  private static @Nullable Posting posting(
      CompactReader from, List<Header> headers, List<List<String>> audiences) {
    long side = from.number() - 1;
    if (side >= headers.size()) {
      throw new IllegalStateException("a side is missing");
    }
    return side < 0
        ? null
        : new Posting(headers.get((int) side), audiences.get((int) side), BearerMapper.mark(from));
  }
}
