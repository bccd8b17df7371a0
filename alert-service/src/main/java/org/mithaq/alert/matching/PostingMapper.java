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
 * it refuses.
 */
public final class PostingMapper {

  /** First byte of what is written; 2 is the mark of the store itself. */
  private static final byte FORM = 3;

  private PostingMapper() {}

  /** Bytes of postings, with their audiences. */
  public static byte[] write(List<Posting> postings) {
    CompactWriter to = new CompactWriter(FORM);
    to.number(postings.size());
    for (Posting each : postings) {
      to.texts(each.audience());
      BearerMapper.write(to, each.header());
      BearerMapper.write(to, each.mark());
    }
    return to.toBytes();
  }

  /** Reads what {@link #write} wrote, into a list that can be changed. */
  public static List<Posting> read(byte[] bytes) {
    CompactReader from = new CompactReader(FORM, bytes);
    int size = from.elements();
    List<Posting> postings = new ArrayList<>(size + 1);
    for (int i = 0; i < size; i++) {
      List<String> audience = from.texts();
      postings.add(new Posting(BearerMapper.header(from), audience, BearerMapper.mark(from)));
    }
    from.end();
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
    CompactWriter to = new CompactWriter(FORM);
    to.text(changes.agreement());
    to.number(changes.part());
    to.number(sides.size());
    for (Posting each : sides) {
      to.texts(each.audience());
      BearerMapper.write(to, each.header());
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
    CompactReader from = new CompactReader(FORM, bytes);
    String agreement = from.text();
    int part = from.count();
    int count = from.elements();
    List<List<String>> audiences = new ArrayList<>(count);
    List<Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      audiences.add(from.texts());
      headers.add(BearerMapper.header(from));
    }
    String json = from.textOrNull();
    Retraction retraction =
        json == null ? null : EventMapper.read(json.getBytes(UTF_8), Retraction.class);
    SortedMap<String, PostingChange> changes = new TreeMap<>();
    int size = from.elements();
    for (int i = 0; i < size; i++) {
      String token = from.text();
      Posting before = posting(from, headers, audiences);
      Posting after = posting(from, headers, audiences);
      changes.put(token, new PostingChange(before, after, from.number() == 0 ? null : retraction));
    }
    from.end();
    return new TokenChanges(agreement, part, changes);
  }

  private static @Nullable Posting posting(
      CompactReader from, List<Header> headers, List<List<String>> audiences) {
    int side = from.count() - 1;
    return side < 0
        ? null
        : new Posting(headers.get(side), audiences.get(side), BearerMapper.mark(from));
  }
}
