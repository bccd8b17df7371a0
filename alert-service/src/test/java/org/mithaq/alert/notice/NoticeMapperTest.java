package org.mithaq.alert.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user is shown of a notice. */
class NoticeMapperTest {

  private static final String A = "0196a1d2-5b1c-7c3e-8f21-3a5d9e0c4b11";
  private static final String B = "0196a1d2-5b1c-7c3e-8f21-3a5d9e0c4b13";
  private static final String C = "0196a1d2-5b1c-7c3e-8f21-3a5d9e0c4b15";

  private static Notice notice() {
    return new Notice(
        NoticeId.of(Notice.Kind.NETWORK, "triangular", A),
        1,
        Notice.Kind.NETWORK,
        Notice.State.OPEN,
        Notice.Change.OPENED,
        0.953,
        "AMBER",
        List.of(),
        "triangular",
        List.of("5", "7"),
        List.of(ref(A, false), ref(B, true), ref(C, false)),
        List.of("es-gc", "ma-dgsn"),
        List.of("MA"),
        "2026-03-02T22:15:00.000Z",
        "2026-03-02T22:15:00.000Z",
        null,
        null,
        new Notice.Explanation(
            -7000,
            List.of(evidence(A, B), evidence(A, C)),
            List.of(new Notice.Hub("phone", List.of(A, B), Notice.Hub.Reason.SCATTERED)),
            new Notice.Bridge(List.of(A, B), 2000),
            null,
            null,
            List.of(person(A, C), person(A, B))),
        null);
  }

  private static Notice.Ref ref(String id, boolean sheltered) {
    return new Notice.Ref(id, "es-gc", true, "http://127.0.0.1:8081/v1/signals/" + id, sheltered);
  }

  private static Notice.Person person(String one, String other) {
    return new Notice.Person(List.of(one, other), List.of(0, 0), 0.99);
  }

  private static Notice.Evidence evidence(String one, String other) {
    return new Notice.Evidence(List.of(one, other), List.of(0, 0), "phone", 9000, 2, 900, 1);
  }

  @Test
  void victimsAreShownToSafeguardingUsersAlone() {
    JsonNode shown = NoticeMapper.shown(NoticeMapper.body(notice()), false);

    assertThat(shown.toString()).doesNotContain(B).doesNotContain("sheltered");
    assertThat(shown.get("signals")).hasSize(3);
    assertThat(shown.at("/signals/1/redacted").asBoolean()).isTrue();
    assertThat(shown.at("/explanation/evidence")).hasSize(1);
    assertThat(shown.at("/explanation/hubs")).isEmpty();
    assertThat(shown.at("/explanation/persons")).hasSize(1);
    assertThat(shown.at("/explanation/weakestBridge").isNull()).isTrue();
  }

  @Test
  void recallOfAVictimsSignalNamesItToSafeguardingUsersAlone() {
    Notice network = notice();
    Notice recall =
        new Notice(
                NoticeId.of(Notice.Kind.RECALL, "triangular", B),
                1,
                Notice.Kind.RECALL,
                Notice.State.OPEN,
                Notice.Change.OPENED,
                1.0,
                "AMBER",
                List.of(),
                "triangular",
                List.of("7"),
                List.of(ref(B, true)),
                List.of("es-gc"),
                List.of("MA"),
                network.openedAt(),
                network.updatedAt(),
                null,
                null,
                new Notice.Explanation(0, List.of(), List.of(), null),
                null)
            .recalling(new Notice.Recall("withdrawn", List.of(network.id())));

    JsonNode shown = NoticeMapper.shown(NoticeMapper.body(recall), false);

    assertThat(shown.toString()).doesNotContain(B).doesNotContain("es-gc").doesNotContain("22:15");
    assertThat(shown.at("/recall/notices/0").asText()).isEqualTo(network.id());
    assertThat(NoticeMapper.shown(NoticeMapper.body(recall), true).toString()).contains(B);
    assertThat(NoticeMapper.readBody(NoticeMapper.body(recall))).isEqualTo(recall);
    assertThat(recall.countries()).isEmpty();
    assertThat(NoticeMapper.isHiddenRecall(NoticeMapper.body(recall))).isTrue();
    assertThat(NoticeMapper.isHiddenRecall(NoticeMapper.body(network)))
        .as("of which others are shown the rest")
        .isFalse();
  }

  @Test
  void safeguardingUsersSeeTheWhole() {
    JsonNode shown = NoticeMapper.shown(NoticeMapper.body(notice()), true);

    assertThat(shown.toString()).contains(B).doesNotContain("sheltered");
    assertThat(shown.at("/explanation/evidence")).hasSize(2);
  }

  @Test
  void evidenceOfAnEarlierVersionIsReadWithoutWhatItDidNotTell() {
    String body = NoticeMapper.body(notice());
    assertThat(body).doesNotContain("agrees", "differs");
    assertThat(NoticeMapper.readBody(body).explanation().evidence())
        .isNotEmpty()
        .allSatisfy(piece -> assertThat(piece.agrees()).isEmpty());
  }

  @Test
  void writtenNoticeIsReadTheSame() {
    assertThat(NoticeMapper.readBody(NoticeMapper.body(notice()))).isEqualTo(notice());
    assertThat(NoticeMapper.body(notice()))
        .doesNotContain("\"open\":true")
        .contains("\"state\":\"open\"");
  }

  @Test
  void textOfANoticeNamesNoSignal() {
    assertThat(notice().toString()).doesNotContain(A);
  }

  @Test
  void idIsThatOfKindAgreementAndOldestSignal() {
    String id = NoticeId.of(Notice.Kind.NETWORK, "triangular", A);
    assertThat(NoticeId.isOne(id)).isTrue();
    assertThat(id)
        .isNotEqualTo(NoticeId.of(Notice.Kind.PROTECTION, "triangular", A))
        .isNotEqualTo(NoticeId.of(Notice.Kind.NETWORK, "pjmg", A))
        .isNotEqualTo(NoticeId.of(Notice.Kind.NETWORK, "triangular", B));
    assertThat(NoticeId.isOne("n-3B1F")).isFalse();
  }

  @Test
  void reviewTellsOthersThatThereIsOneAndNotOfWhom() {
    Notice notice = review();

    JsonNode shown = NoticeMapper.shown(NoticeMapper.body(notice), false);
    JsonNode whole = NoticeMapper.shown(NoticeMapper.body(notice), true);

    assertThat(shown.toString()).doesNotContain(A).doesNotContain(B).doesNotContain("22:15");
    assertThat(shown.at("/signals/0").toString()).isEqualTo("{\"redacted\":true}");
    assertThat(shown.at("/explanation/evidence")).isEmpty();
    assertThat(shown.at("/explanation/review/reason").asText()).isEqualTo("role-conflict");
    assertThat(shown.at("/explanation/review/signals")).isEmpty();
    assertThat(shown.at("/agencies")).isEmpty();
    assertThat(shown.at("/countries")).isEmpty();
    assertThat(shown.at("/updatedAt").asText()).isEqualTo("2026-03-02T00:00:00Z");
    assertThat(whole.at("/explanation/review/signals/0").asText()).isEqualTo(B);
    assertThat(whole.at("/signals")).hasSize(2);
  }

  private static Notice review() {
    Notice network = notice();
    return new Notice(
            NoticeId.ofReview("triangular", B),
            1,
            Notice.Kind.PROTECTION,
            Notice.State.OPEN,
            Notice.Change.OPENED,
            0.999,
            "AMBER",
            List.of(),
            "triangular",
            network.articles(),
            List.of(ref(A, false), ref(B, true)),
            network.agencies(),
            network.countries(),
            network.openedAt(),
            network.updatedAt(),
            null,
            null,
            new Notice.Explanation(
                -7000,
                List.of(evidence(B, A)),
                List.of(),
                null,
                null,
                new Notice.Review(Notice.Review.ROLE_CONFLICT, List.of(B)),
                List.of()),
            null)
        .sheltered();
  }
}
