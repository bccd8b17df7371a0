package org.mithaq.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mithaq.local.console.Style;

class NoticeTextTest {

  private static final Path EXAMPLES =
      Path.of(
          System.getProperty("mithaq.root"), "alert-service/src/main/contracts/notice/examples");

  private final NoticeText text = new NoticeText(Style.plain(), ZoneOffset.UTC);

  @Test
  void readsEveryExampleOfTheContract() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      List<Path> examples = files.toList();
      assertThat(examples).isNotEmpty();
      for (Path example : examples) {
        NoticeView notice =
            NoticeView.read(new ObjectMapper().readTree(example.toFile()).get("notice"));
        assertThat(notice.id()).as("%s", example).startsWith("n-");
        assertThat(notice.kind()).isIn("network", "protection", "surge", "recall");
        assertThat(text.lines(notice))
            .allSatisfy(line -> assertThat(Style.width(line)).isLessThanOrEqualTo(100));
      }
    }
  }

  @Test
  void tellsWhoWhereHowSureAndWhy() throws IOException {
    NoticeView notice =
        NoticeView.read(
            new ObjectMapper().readTree(EXAMPLES.resolve("opened.json").toFile()).get("notice"));

    assertThat(String.join("\n", text.lines(notice)))
        .contains("22:15:00", "OPENED", "network", "0.953", "TLP:AMBER H2")
        .contains("es-gc ma-dgsn", "ES MA", "2 signals, 1 sealed until released")
        .contains("the same phone, known to at most 2 signals", "+9.8 nats")
        .contains("likely one person in 2 signals of es-gc ma-dgsn  0.998")
        .contains("triangular art. 5");
  }

  @Test
  void tellsOfTwoPersonsAndHowManyMore() throws IOException {
    StringBuilder persons = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      persons
          .append(i == 0 ? "" : ",")
          .append("{\"signals\":[\"a\",\"b\"],\"selectors\":[0,0],\"confidence\":0.97}");
    }
    NoticeView notice =
        NoticeView.read(
            new ObjectMapper()
                .readTree(
                    "{\"id\":\"n-1\",\"signals\":[{\"id\":\"a\",\"agency\":\"es-gc\"},"
                        + "{\"id\":\"b\",\"agency\":\"es-gc\"}],"
                        + "\"explanation\":{\"persons\":["
                        + persons
                        + "]}}"));

    assertThat(text.persons(notice))
        .containsExactly(
            "likely one person in 2 signals of es-gc  0.970",
            "likely one person in 2 signals of es-gc  0.970",
            "and 2 more persons");
  }

  @Test
  void saysThatAHumanHasToDecide() throws IOException {
    NoticeView notice =
        NoticeView.read(
            new ObjectMapper().readTree(EXAMPLES.resolve("review.json").toFile()).get("notice"));

    assertThat(String.join("\n", text.lines(notice)))
        .contains("protection", "for a human to decide", "the same name, birth year");
  }

  @Test
  void saysWhatTookTheClosedNoticesPlace() throws IOException {
    NoticeView notice =
        NoticeView.read(
            new ObjectMapper().readTree(EXAMPLES.resolve("closed.json").toFile()).get("notice"));

    assertThat(String.join("\n", text.lines(notice)))
        .contains("CLOSED", "its place is taken by n-00000000000000000000000000000001");
  }

  @Test
  void tellsWhereItSurgesByHowMuchAndHowRareThatIs() throws IOException {
    NoticeView notice =
        NoticeView.read(
            new ObjectMapper().readTree(EXAMPLES.resolve("surge.json").toFile()).get("notice"));

    assertThat(text.reasons(notice))
        .containsExactly(
            "migrant-smuggling on s2/0d74",
            "31 sightings from 2026-02-25 to 2026-03-01, usually 11.4  ×2.7",
            "by chance on one day in 26000 on this corridor");
    assertThat(
            String.join(
                "\n",
                text.lines(
                    NoticeView.read("{\"id\":\"n-1\",\"kind\":\"surge\",\"state\":\"closed\"}")
                        .orElseThrow())))
        .contains("as usual again");
  }

  @Test
  void saysWhatARecallTakesBackAndWhereItStood() throws IOException {
    NoticeView recall =
        NoticeView.read(
            new ObjectMapper().readTree(EXAMPLES.resolve("recall.json").toFile()).get("notice"));

    assertThat(String.join("\n", text.lines(recall)))
        .contains("OPENED", "recall")
        .contains("signal 0196a1d2-5b1c-7c3e-8f21-3a5d9e0c4b11 of ma-dgsn was withdrawn")
        .contains("it stood in n-3b1f6f0f9f1f4f6e8a0c2d4e6f708192");
  }

  @Test
  void recallOfAProtectedSignalSaysWhoIsShownIt() {
    NoticeView recall =
        NoticeView.read(
                "{\"id\":\"n-1\",\"kind\":\"recall\",\"state\":\"open\",\"signals\":[{\"redacted\":true}],"
                    + "\"recall\":{\"reason\":\"expired\",\"notices\":[\"n-2\",\"n-3\"]}}")
            .orElseThrow();

    assertThat(text.taken(recall)).contains("safeguarding", "has expired");
    assertThat(String.join("\n", text.lines(recall))).contains("n-2 and 1 more");
  }

  @Test
  void showsTheEmptyPlaceOfASupersededVersion() {
    NoticeView place =
        NoticeView.read("{\"sequence\":4,\"id\":\"n-1\",\"version\":2,\"superseded\":true}")
            .orElseThrow();

    assertThat(text.lines(place)).hasSize(1);
    assertThat(text.lines(place).getFirst()).contains("superseded", "n-1 version 2");
  }

  @Test
  void saysThatANoticeIsWithheldWhileItsAgreementIsSuspended() {
    NoticeView place =
        NoticeView.read("{\"sequence\":4,\"id\":\"n-1\",\"version\":2,\"withheld\":true}")
            .orElseThrow();

    assertThat(text.lines(place)).hasSize(1);
    assertThat(text.lines(place).getFirst()).contains("withheld", "n-1");
  }

  @Test
  void saysThatMoreIsShownToThoseWhoSafeguard() {
    NoticeView notice =
        NoticeView.read("{\"id\":\"n-1\",\"version\":1,\"state\":\"open\",\"redacted\":true}")
            .orElseThrow();

    assertThat(String.join("\n", text.lines(notice))).contains("safeguarding");
  }

  @Test
  void countsAlikeEvidenceTogetherAndNamesTheHubs() {
    NoticeView notice =
        NoticeView.read(
                "{\"id\":\"n-1\",\"explanation\":{\"evidence\":["
                    + "{\"type\":\"phone\",\"weight\":5000,\"frequency\":4},"
                    + "{\"type\":\"vehicle\",\"weight\":9000,\"frequency\":2},"
                    + "{\"type\":\"phone\",\"weight\":7000,\"frequency\":8}],\"hubs\":[{\"type\":\"phone\"}]}}")
            .orElseThrow();

    assertThat(text.reasons(notice))
        .containsExactly(
            "the same vehicle, known to at most 2 signals  +9.0 nats",
            "the same phone, 2 times, known to at most 4 signals  +7.0 nats",
            "1 selector set aside: too common to prove anything");
  }

  @Test
  void saysWhatSpeaksAgainstALink() {
    NoticeView notice =
        NoticeView.read(
                "{\"id\":\"n-1\",\"explanation\":{\"evidence\":["
                    + "{\"type\":\"other-document\",\"weight\":-3250,\"frequency\":1},"
                    + "{\"type\":\"person\",\"weight\":9000,\"frequency\":2},"
                    + "{\"type\":\"unconfirmed-name\",\"weight\":-800,\"frequency\":1}]}}")
            .orElseThrow();

    assertThat(text.reasons(notice))
        .containsExactly(
            "the same person, known to at most 2 signals  +9.0 nats",
            "against it: no birth date confirms the name  -0.8 nats",
            "against it: documents that differ  -3.3 nats");
  }

  @Test
  void saysOfWhatSortTheAgreementIs() {
    NoticeView notice =
        NoticeView.read(
                "{\"id\":\"n-1\",\"explanation\":{\"evidence\":["
                    + "{\"type\":\"person\",\"weight\":9000,\"frequency\":2,"
                    + "\"agrees\":[\"name\",\"birth-year\"],\"differs\":[\"nationality\"]},"
                    + "{\"type\":\"document\",\"weight\":8000,\"frequency\":2,"
                    + "\"agrees\":[\"document-near\"]},"
                    + "{\"type\":\"vessel\",\"weight\":7000,\"frequency\":2,"
                    + "\"agrees\":[\"vessel-name\"]}]}}")
            .orElseThrow();

    assertThat(text.reasons(notice))
        .containsExactly(
            "the same name, birth year, but another nationality  +9.0 nats",
            "nearly the same document, known to at most 2 signals  +8.0 nats",
            "the same vessel by vessel name, known to at most 2 signals  +7.0 nats");
  }

  @Test
  void drawsConfidenceSoThatItReadsWithoutColour() {
    assertThat(text.confidence(NoticeView.read("{\"id\":\"n\",\"confidence\":0.81}").orElseThrow()))
        .isEqualTo("████████░░ 0.810");
    assertThat(text.confidence(NoticeView.read("{\"id\":\"n\",\"confidence\":7}").orElseThrow()))
        .isEqualTo("██████████ 1.000");
  }

  @Test
  void isNotMisledByWhatIsNoNotice() {
    assertThat(NoticeView.read("[]")).isEmpty();
    assertThat(NoticeView.read("{}")).isEmpty();
    assertThat(NoticeView.read("{\"id\":")).isEmpty();
  }

  @Test
  void printsAnEventAsOneLineOfJson() {
    assertThat(WatchCommand.raw(new SseEvent("12", "notice", "{\"id\":\"n-1\",\n\"version\":1}")))
        .isEqualTo("{\"sequence\":12,\"notice\":{\"id\":\"n-1\",\"version\":1}}");
    assertThat(WatchCommand.raw(new SseEvent(null, "x", "no json")))
        .isEqualTo("{\"sequence\":null,\"data\":\"no json\"}");
  }
}
