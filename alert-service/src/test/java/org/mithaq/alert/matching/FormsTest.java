package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What passes between the hops is read as it was written, or not at all. */
class FormsTest {

  private static final int ROUNDS = 200;
  private static final ViewMapper VIEWS = new ViewMapper(1);

  private final Random random = new Random(20_261_126);

  @Test
  void readsNewsAsTheyWereWritten() {
    for (int i = 0; i < ROUNDS; i++) {
      AgencyNews news = news();
      assertThat(NewsMapper.read(NewsMapper.write(news))).isEqualTo(news);
    }
  }

  @Test
  void readsViewsAsTheyWereWritten() {
    assertThat(VIEWS.read(null)).isNull();
    for (int i = 0; i < ROUNDS; i++) {
      View view = view();
      assertThat(VIEWS.read(VIEWS.write(view))).isEqualTo(view);
    }
  }

  @Test
  void readsChangesAsTheyWereWritten() {
    for (int i = 0; i < ROUNDS; i++) {
      TokenChanges changes = changes();
      assertThat(PostingMapper.readChanges(PostingMapper.write(changes))).isEqualTo(changes);
    }
  }

  @Test
  void refusesWhatWasCutOff() {
    for (int i = 0; i < ROUNDS; i++) {
      refusesEveryPartOf(NewsMapper.write(news()), NewsMapper::read);
      refusesEveryPartOf(VIEWS.write(view()), VIEWS::read);
      refusesEveryPartOf(PostingMapper.write(changes()), PostingMapper::readChanges);
      refusesEveryPartOf(
          new PostingMapper(Words.none()).write(List.of(new Posting(header(), texts(3), mark()))),
          new PostingMapper(Words.none())::read);
    }
  }

  private void refusesEveryPartOf(byte[] bytes, Function<byte[], @Nullable Object> reader) {
    byte[] part = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    assertThatThrownBy(() -> reader.apply(part)).isInstanceOf(IllegalStateException.class);
    byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> reader.apply(more)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void namesTheRebuildWhereItRefusesAnotherForm() {
    assertThatThrownBy(() -> NewsMapper.read("{\"matched\":{}}".getBytes(UTF_8)))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("MITHAQ_MATCHING_REBUILD")
        .satisfies(
            refusal ->
                assertThat(FormException.in(new RuntimeException(refusal)))
                    .containsSame((FormException) refusal));
    assertThat(FormException.in(new IllegalStateException("bytes are missing"))).isEmpty();
  }

  @Test
  void refusesViewsThatWereKeptByAnotherMatchingKey() {
    byte[] kept = VIEWS.write(view());

    assertThatThrownBy(() -> new ViewMapper(2).read(kept))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("epoch 1, and not 2", "MITHAQ_MATCHING_REBUILD");
  }

  private AgencyNews news() {
    String agency = text();
    String agreement = text();
    return switch (random.nextInt(5)) {
      case 0 ->
          new AgencyNews.Matches(
              agency, agreement, many(() -> matched(agency, agreement, many(this::header))));
      case 1 ->
          new AgencyNews.Retracted(
              agency,
              agreement,
              header(),
              random.nextInt(),
              Retraction.Reason.values()[random.nextInt(3)]);
      case 2 -> new AgencyNews.Endangered(agency, agreement, header(), random.nextBoolean());
      case 3 -> new AgencyNews.Warned(agency, agreement, header(), text());
      default ->
          new AgencyNews.Sighted(
              agency, agreement, header(), texts(3), textOrNull(), random.nextBoolean());
    };
  }

  private AgencyNews.Matched matched(String agency, String agreement, List<Header> headers) {
    return new AgencyNews.Matched(
        agency,
        agreement,
        text(),
        random.nextInt(64),
        random.nextBoolean(),
        headers.stream().map(header -> new Bearer(header, mark())).toList(),
        texts(3));
  }

  private View view() {
    return new View(
        header(),
        random.nextInt(9),
        random.nextBoolean(),
        text(),
        texts(11),
        random.nextLong(),
        random.nextBoolean(),
        texts(3),
        many(
            () ->
                new Selector(
                    random.nextInt(50),
                    text(),
                    textOrNull(),
                    many(() -> new Selector.Token(text(), textOrNull(), random.nextBoolean())),
                    filters())));
  }

  private TokenChanges changes() {
    Header now = header();
    List<String> audience = texts(11);
    Retraction retraction =
        random.nextBoolean()
            ? null
            : new Retraction(3, Retraction.Reason.CORRECTED, header(), texts(3));
    TreeMap<String, PostingChange> changes = new TreeMap<>();
    many(() -> text())
        .forEach(
            token ->
                changes.put(
                    token,
                    new PostingChange(
                        retraction == null ? null : new Posting(header(), audience, mark()),
                        new Posting(now, audience, mark()),
                        retraction)));
    return new TokenChanges(text(), random.nextInt(16), changes);
  }

  private Header header() {
    String id = random.nextBoolean() ? new UUID(random.nextLong(), 7).toString() : text();
    return new Header(
        id,
        random.nextInt(),
        text(),
        text(),
        text(),
        text(),
        random.nextBoolean(),
        text(),
        texts(3),
        random.nextBoolean() ? text() + id : text(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        text(),
        textOrNull(),
        new Grade(text(), text(), text()),
        random.nextBoolean());
  }

  private Mark mark() {
    return new Mark(
        random.nextInt(50),
        text(),
        textOrNull(),
        textOrNull(),
        texts(3),
        random.nextBoolean()
            ? null
            : new Person(random.nextInt(9), textOrNull(), texts(5), filters()),
        texts(3));
  }

  private List<Person.Filter> filters() {
    return many(() -> new Person.Filter(text()));
  }

  private List<String> texts(int most) {
    return Stream.generate(this::text).limit(random.nextInt(most + 1)).toList();
  }

  private <T> List<T> many(Supplier<T> one) {
    List<T> many = new ArrayList<>();
    IntStream.range(0, random.nextInt(4)).forEach(i -> many.add(one.get()));
    return many;
  }

  private @Nullable String textOrNull() {
    return random.nextInt(3) == 0 ? null : text();
  }

  /** Of any length and any writing, the empty one among them. */
  private String text() {
    StringBuilder text = new StringBuilder();
    random
        .ints(random.nextInt(8) == 0 ? 200 : random.nextInt(9), 0x20, 0xd7ff)
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
