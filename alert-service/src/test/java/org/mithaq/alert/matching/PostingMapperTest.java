package org.mithaq.alert.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.exchange.SignalEvent;

/** Postings and changes in bytes. */
class PostingMapperTest {

  private static final String HEX = "00112233445566778899aabbccddeeff";

  private final List<String> kept = new ArrayList<>();
  private final PostingMapper mapper = mapper();

  /** As after a restart: it knows the words that were kept, and nothing else. */
  private PostingMapper mapper() {
    return new PostingMapper(
        Words.kept(
            List.copyOf(kept),
            (number, text) -> {
              assertThat(number).isEqualTo(kept.size());
              kept.add(text);
            }));
  }

  private static Posting posting(int n, String... audience) {
    View view = SignalEvent.signal(n, "ma-dgsn", audience).bearing("phone", "x").view();
    return view.postings().values().iterator().next();
  }

  /** One of each oddity that a partner may send. */
  private static List<Posting> odd() {
    Header header = posting(7, "nl-kmar").header();
    Header odd =
        new Header(
            "no-uuid",
            3,
            "ma-dgsn",
            "triangular",
            "5",
            "migrant-smuggling",
            true,
            "AMBER+STRICT",
            List.of("H1", "H2"),
            "https://ministère.example/elsewhere",
            -1,
            -5,
            Long.MAX_VALUE,
            "MA",
            "0d7",
            new Grade("admiralty", "B", "2"),
            true);
    Person person = new Person(1, "", List.of("b", "a"), List.of(new Person.Filter("AAAA")));
    List<Posting> postings = new ArrayList<>();
    postings.add(
        new Posting(
            header,
            List.of("ma-dgsn"),
            new Mark(0, "phone", null, null, List.of(), null, List.of())));
    postings.add(
        new Posting(
            odd,
            List.of("es-gc", "ma-dgsn"),
            new Mark(
                300,
                "person",
                "name-birth",
                "victim",
                List.of("1:ab", "17:" + HEX),
                person,
                List.of(header.id(), "no-uuid"))));
    postings.add(
        new Posting(
            header, List.of(), new Mark(1, "person", "", "", List.of(), person, List.of())));
    for (String token :
        List.of(
            "1:" + HEX.toUpperCase(java.util.Locale.ROOT),
            "01:" + HEX,
            "0:" + HEX,
            "-1:" + HEX,
            ":" + HEX,
            "1-" + HEX,
            "999999999:" + HEX,
            "12345678:" + HEX,
            "1:" + HEX + "0",
            HEX,
            "")) {
      postings.add(
          new Posting(
              header,
              List.of("ma-dgsn", "x".repeat(300)),
              new Mark(1, "document", "document", null, List.of(token), null, List.of(""))));
    }
    for (String bits : List.of("", "AAAA", "AAA", "AA==", "AB==", "no base 64 at all!")) {
      postings.add(
          new Posting(
              header,
              List.of("ma-dgsn"),
              new Mark(
                  -1,
                  "person",
                  "name-place",
                  null,
                  List.of(),
                  new Person(1, null, List.of(), List.of(new Person.Filter(bits))),
                  List.of())));
    }
    postings.add(
        new Posting(
            header,
            List.of("ma-dgsn"),
            new Mark(
                1,
                "person",
                null,
                null,
                List.of(),
                new Person(1, null, List.of(), List.of()),
                List.of())));
    return postings;
  }

  @Test
  void postingsAreReadAsTheyWereWritten() {
    byte[] written = mapper.write(odd());
    assertThat(mapper.read(written)).isEqualTo(odd());
    assertThat(mapper().read(written)).isEqualTo(odd());
    assertThat(mapper.read(mapper.write(List.of()))).isEmpty();
    for (Posting each : odd()) {
      assertThat(mapper().read(mapper.write(List.of(each)))).containsExactly(each);
    }
  }

  @Test
  void groupsAreReadAsTheyWereWritten() {
    for (Group each : List.of(new Group(List.of(), 0), new Group(List.of("a", "b"), 1L << 40))) {
      byte[] written = mapper.write(each);
      assertThat(mapper().readGroup(written)).isEqualTo(each);
    }
  }

  @Test
  void changesAreReadAsTheyWereWritten() {
    List<Posting> odd = odd();
    Retraction retraction =
        new Retraction(
            3, Retraction.Reason.CORRECTED, odd.get(1).header(), List.of("ma-dgsn", "es-gc"));
    TreeMap<String, PostingChange> changes = new TreeMap<>();
    for (int i = 0; i < odd.size(); i++) {
      changes.put("1:" + i, new PostingChange(null, odd.get(i), null));
      changes.put(
          i + 1 + ":" + HEX,
          new PostingChange(odd.get(i), odd.get(odd.size() - 1 - i), retraction));
      changes.put("3:" + i, new PostingChange(odd.get(i), null, retraction));
    }
    TokenChanges whole = new TokenChanges("triangular", 3, changes);
    assertThat(PostingMapper.readChanges(PostingMapper.write(whole))).isEqualTo(whole);
    TokenChanges none = new TokenChanges("", 0, new TreeMap<>());
    assertThat(PostingMapper.readChanges(PostingMapper.write(none))).isEqualTo(none);
  }

  /** A side that was written for one signal is not taken for that of the next. */
  @Test
  void signalsThatFollowEachOtherKeepTheirOwn() {
    View one = SignalEvent.signal(1, "ma-dgsn", "nl-kmar").bearing("phone", "x").view();
    Posting first = one.postings().values().iterator().next();
    Posting wider = new Posting(first.header(), List.of("es-gc", "ma-dgsn"), first.mark());
    Posting second = posting(2, "nl-kmar");
    for (Posting each : List.of(first, wider, first, second, wider)) {
      assertThat(mapper.read(mapper.write(List.of(each, first)))).containsExactly(each, first);
    }
  }

  /** An ordinary posting of one signal weighs what is its own, and hardly anything else. */
  @Test
  void whatComesAgainWeighsLittle() {
    mapper.write(List.of(posting(1, "nl-kmar")));
    assertThat(mapper.write(List.of(posting(2, "nl-kmar")))).hasSizeLessThan(70);
  }

  @Test
  void refusesWhatIsNotWhole() {
    byte[] written = mapper.write(odd());
    for (int size = 0; size < written.length; size++) {
      byte[] cut = Arrays.copyOf(written, size);
      assertThatThrownBy(() -> mapper.read(cut)).isInstanceOf(IllegalStateException.class);
    }
    byte[] more = Arrays.copyOf(written, written.length + 1);
    assertThatThrownBy(() -> mapper.read(more)).isInstanceOf(IllegalStateException.class);
    byte[] group = mapper.write(new Group(List.of("a"), 2));
    byte[] longer = Arrays.copyOf(group, group.length + 1);
    assertThatThrownBy(() -> mapper.readGroup(longer)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesChangesThatAreNotWhole() {
    TreeMap<String, PostingChange> changes = new TreeMap<>();
    odd().forEach(each -> changes.put("1:" + changes.size(), new PostingChange(each, each, null)));
    byte[] written = PostingMapper.write(new TokenChanges("triangular", 3, changes));
    for (int size = 0; size < written.length; size++) {
      byte[] cut = Arrays.copyOf(written, size);
      assertThatThrownBy(() -> PostingMapper.readChanges(cut))
          .isInstanceOf(IllegalStateException.class);
    }
    byte[] more = Arrays.copyOf(written, written.length + 1);
    assertThatThrownBy(() -> PostingMapper.readChanges(more))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesPostingsOfAnotherForm() {
    for (byte[] other :
        List.of(new byte[] {'{', '}'}, new byte[] {1, 0}, new byte[] {3, 0}, new byte[] {5, 0})) {
      assertThatThrownBy(() -> mapper.read(other)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> PostingMapper.readChanges(other))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refusesWordsThatWereNotKept() {
    byte[] written = mapper.write(odd());
    kept.clear();
    PostingMapper empty = mapper();
    assertThatThrownBy(() -> empty.read(written)).isInstanceOf(IllegalStateException.class);
  }

  /** Whoever makes up words fills nobody's memory, and is still read as he wrote. */
  @Test
  void keepsABoundedNumberOfWords() {
    Posting plain = posting(1, "nl-kmar");
    for (int n = 0; n < Words.MOST + 100; n++) {
      Posting made =
          new Posting(
              plain.header(),
              List.of("agency-" + n),
              new Mark(0, "phone", "attribute " + n, null, List.of(), null, List.of()));
      assertThat(mapper.read(mapper.write(List.of(made)))).containsExactly(made);
    }
    assertThat(kept).hasSize(Words.MOST);
  }
}
