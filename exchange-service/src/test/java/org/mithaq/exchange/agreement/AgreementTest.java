package org.mithaq.exchange.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.Contracts;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.ProblemType;
import org.mithaq.exchange.selector.SelectorType;
import org.mithaq.exchange.selector.SubjectCategory;

class AgreementTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final Path CONFIG =
      Path.of(System.getProperty("mithaq.root", "..")).resolve("deploy/local/config");
  private static final List<Partner> PARTNERS =
      RegisterFiles.partners(CONFIG.resolve("partners.json"));
  private static final Register REGISTER =
      new Register(RegisterFiles.agreements(CONFIG.resolve("agreements"), PARTNERS), PARTNERS);
  private static final Agreement TRIANGULAR = REGISTER.agreement("triangular").orElseThrow();
  private static final AgencyId DGSN = new AgencyId("ma-dgsn");

  private static Proposal proposal() {
    return new Proposal(
        DGSN,
        "5",
        Crime.MIGRANT_SMUGGLING,
        Purpose.DETECTION,
        List.of(),
        ReleaseMode.OPEN,
        false,
        List.of(),
        Optional.empty());
  }

  private static Proposal of(String article, ReleaseMode release, Proposal.Named... selectors) {
    return new Proposal(
        DGSN,
        article,
        Crime.MIGRANT_SMUGGLING,
        Purpose.DETECTION,
        List.of(selectors),
        release,
        false,
        List.of(),
        Optional.empty());
  }

  private static Proposal.Named person(SubjectCategory category) {
    return new Proposal.Named(SelectorType.PERSON, Optional.of(category));
  }

  private static Proposal with(boolean red, String... recipients) {
    return new Proposal(
        DGSN,
        "5",
        Crime.MIGRANT_SMUGGLING,
        Purpose.DETECTION,
        List.of(),
        ReleaseMode.OPEN,
        red,
        List.of(recipients),
        Optional.empty());
  }

  private static Proposal until(LocalDate day) {
    return new Proposal(
        DGSN,
        "5",
        Crime.MIGRANT_SMUGGLING,
        Purpose.DETECTION,
        List.of(),
        ReleaseMode.OPEN,
        false,
        List.of(),
        Optional.of(day));
  }

  private static Decision.Refused refused(Agreement agreement, Proposal proposal, LocalDate day) {
    assertThat(agreement.decide(proposal, day)).isInstanceOf(Decision.Refused.class);
    return (Decision.Refused) agreement.decide(proposal, day);
  }

  private static void assertRefused(Proposal proposal, ProblemType clause, String... pointers) {
    Decision.Refused refused = refused(TRIANGULAR, proposal, DAY);
    assertThat(refused.clause()).isEqualTo(clause);
    assertThat(refused.errors()).extracting(FieldError::pointer).containsExactly(pointers);
  }

  private static Agreement narrowed(UnaryOperator<Article> change) {
    return new Agreement(
        "narrow",
        "Narrow",
        3,
        TRIANGULAR.inForce(),
        TRIANGULAR.parties(),
        List.of(),
        TRIANGULAR.articles().stream().map(change).toList(),
        TRIANGULAR.instrument(),
        Optional.empty());
  }

  @Test
  void permitsWhatAnArticleCovers() {
    assertThat(TRIANGULAR.decide(proposal(), DAY))
        .isEqualTo(new Decision.Permitted(TRIANGULAR, TRIANGULAR.article("5").orElseThrow()));
  }

  @Test
  void holdsFromItsFirstToItsLastDayAndNoLonger() {
    Agreement agreement =
        new Agreement(
            "short",
            "Short",
            1,
            new InForce(DAY, Optional.of(DAY.plusDays(1))),
            TRIANGULAR.parties(),
            List.of(),
            TRIANGULAR.articles(),
            TRIANGULAR.instrument(),
            Optional.empty());
    assertThat(refused(agreement, proposal(), DAY.minusDays(1)).clause())
        .isEqualTo(ProblemType.AGREEMENT_NOT_IN_FORCE);
    assertThat(agreement.decide(proposal(), DAY)).isInstanceOf(Decision.Permitted.class);
    assertThat(agreement.decide(proposal(), DAY.plusDays(1)))
        .isInstanceOf(Decision.Permitted.class);
    assertThat(refused(agreement, proposal(), DAY.plusDays(2)).clause())
        .isEqualTo(ProblemType.AGREEMENT_NOT_IN_FORCE);
  }

  @Test
  void refusesEverythingWhileItIsSuspended() {
    Agreement suspended = TRIANGULAR.suspendedBy(Optional.of(new AgencyId("es-gc")));
    assertThat(refused(suspended, proposal(), DAY).clause())
        .isEqualTo(ProblemType.AGREEMENT_SUSPENDED);
    assertThat(suspended.reading(DGSN, "5", Optional.empty(), DAY))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            r -> assertThat(r.clause()).isEqualTo(ProblemType.AGREEMENT_SUSPENDED));
  }

  @Test
  void refusesAnUnknownArticle() {
    assertRefused(of("9", ReleaseMode.OPEN), ProblemType.UNKNOWN_ARTICLE, "/article");
  }

  @Test
  void refusesWhoIsNotAParty() {
    Proposal observer =
        new Proposal(
            new AgencyId("iom-mmp"),
            "5",
            Crime.OTHER,
            Purpose.DETECTION,
            List.of(),
            ReleaseMode.OPEN,
            false,
            List.of(),
            Optional.empty());
    assertRefused(observer, ProblemType.NOT_A_PARTY, "/article");
  }

  @Test
  void refusesACrimeOrAPurposeThatTheArticleDoesNotCover() {
    Agreement narrow =
        narrowed(
            a ->
                new Article(
                    a.id(),
                    a.title(),
                    a.parties(),
                    java.util.Set.of(Crime.OTHER),
                    java.util.Set.of(Purpose.PREVENTION),
                    a.selectorTypes(),
                    a.subjectCategories(),
                    a.releases(),
                    a.maxRetention(),
                    a.onwardTransfer()));
    assertThat(refused(narrow, proposal(), DAY).clause()).isEqualTo(ProblemType.CRIME_NOT_COVERED);
    Proposal other =
        new Proposal(
            DGSN,
            "5",
            Crime.OTHER,
            Purpose.DETECTION,
            List.of(),
            ReleaseMode.OPEN,
            false,
            List.of(),
            Optional.empty());
    assertThat(refused(narrow, other, DAY).clause()).isEqualTo(ProblemType.PURPOSE_NOT_COVERED);
  }

  @Test
  void namesEverySelectorThatTheArticleDoesNotCover() {
    Proposal.Named phone = new Proposal.Named(SelectorType.PHONE, Optional.empty());
    assertRefused(
        of(
            "6",
            ReleaseMode.OPEN,
            person(SubjectCategory.SUSPECT),
            phone,
            person(SubjectCategory.VICTIM)),
        ProblemType.SELECTOR_TYPE_NOT_COVERED,
        "/selectors/0/type",
        "/selectors/2/type");
    assertRefused(
        of("5", ReleaseMode.OPEN, person(SubjectCategory.SUSPECT), person(SubjectCategory.VICTIM)),
        ProblemType.SUBJECT_CATEGORY_NOT_COVERED,
        "/selectors/1/category");
  }

  @Test
  void refusesAReleaseThatTheArticleDoesNotAllow() {
    assertRefused(
        of("7", ReleaseMode.OPEN, person(SubjectCategory.VICTIM)),
        ProblemType.RELEASE_NOT_COVERED,
        "/handling/release");
  }

  @Test
  void refusesRedWithoutRecipientsAndRecipientsOutside() {
    assertRefused(with(true), ProblemType.RECIPIENTS_MISSING, "/handling/recipients");
    assertRefused(
        with(true, "nl-kmar", "iom-mmp", "xx-nobody", "sahel-route"),
        ProblemType.RECIPIENT_NOT_A_PARTY,
        "/handling/recipients/1",
        "/handling/recipients/2");
    assertThat(TRIANGULAR.decide(with(true, "nl-kmar"), DAY))
        .isInstanceOf(Decision.Permitted.class);
  }

  @Test
  void limitsRetentionByTheDayOfAcceptance() {
    assertRefused(until(DAY), ProblemType.RETENTION_LAPSED, "/retainUntil");
    assertThat(TRIANGULAR.decide(until(DAY.plusDays(1)), DAY))
        .isInstanceOf(Decision.Permitted.class);
    assertThat(TRIANGULAR.decide(until(DAY.plusYears(1)), DAY))
        .isInstanceOf(Decision.Permitted.class);
    assertRefused(
        until(DAY.plusYears(1).plusDays(1)), ProblemType.RETENTION_EXCEEDED, "/retainUntil");
  }

  @Test
  void letsOnlyPartiesReadForPurposesThatItCovers() {
    assertThat(TRIANGULAR.reading(DGSN, "5", Optional.of(Purpose.INVESTIGATION), DAY))
        .isInstanceOf(Decision.Permitted.class);
    assertThat(TRIANGULAR.reading(new AgencyId("iom-mmp"), "5", Optional.empty(), DAY))
        .isInstanceOfSatisfying(
            Decision.Refused.class, r -> assertThat(r.clause()).isEqualTo(ProblemType.NOT_A_PARTY));
  }

  @Test
  void resolvesTheAudienceOfASignal() {
    Article five = TRIANGULAR.article("5").orElseThrow();
    assertThat(TRIANGULAR.audience(with(false), five, a -> true))
        .containsExactlyElementsOf(five.parties().stream().sorted().toList());
    assertThat(TRIANGULAR.audience(with(false, "nl-kmar"), five, a -> true))
        .extracting(AgencyId::value)
        .containsExactly("ma-dgsn", "nl-kmar");
    assertThat(TRIANGULAR.audience(with(false, "sahel-route"), five, a -> true))
        .extracting(AgencyId::value)
        .containsExactly("fr-oltim", "ma-dgsn", "ml-dnpf", "ne-dst", "sn-dpaf");
    assertThat(TRIANGULAR.audience(of("5", ReleaseMode.SILENT), five, a -> true))
        .containsExactly(DGSN);
    assertThat(TRIANGULAR.audience(with(false, "nl-kmar"), five, a -> !a.value().equals("nl-kmar")))
        .containsExactly(DGSN);
  }

  /**
   * Whatever is proposed: the originator is in, nobody but parties of the article is, silence is
   * silence.
   */
  @Test
  void keepsTheLawsOfAudiences() {
    Random random = new Random(20260302);
    List<String> names = new ArrayList<>(List.of("western-route", "sahel-route"));
    TRIANGULAR.parties().forEach(p -> names.add(p.value()));
    for (int i = 0; i < 5_000; i++) {
      Article article = TRIANGULAR.articles().get(random.nextInt(3));
      Collections.shuffle(names, random);
      List<String> recipients = List.copyOf(names.subList(0, random.nextInt(5)));
      AgencyId agency =
          article.parties().stream()
              .sorted()
              .toList()
              .get(random.nextInt(article.parties().size()));
      ReleaseMode release = ReleaseMode.values()[random.nextInt(3)];
      Proposal proposal =
          new Proposal(
              agency,
              article.id(),
              Crime.OTHER,
              Purpose.DETECTION,
              List.of(),
              release,
              false,
              recipients,
              Optional.empty());
      SortedSet<AgencyId> audience = TRIANGULAR.audience(proposal, article, a -> true);
      assertThat(audience).contains(agency).isSubsetOf(article.parties());
      if (release == ReleaseMode.SILENT) {
        assertThat(audience).containsExactly(agency);
      } else if (recipients.isEmpty()) {
        assertThat(audience).containsExactlyInAnyOrderElementsOf(article.parties());
      }
      List<String> fewer =
          recipients.isEmpty() ? recipients : recipients.subList(1, recipients.size());
      if (!fewer.isEmpty()) {
        Proposal smaller =
            new Proposal(
                agency,
                article.id(),
                Crime.OTHER,
                Purpose.DETECTION,
                List.of(),
                release,
                false,
                fewer,
                Optional.empty());
        assertThat(TRIANGULAR.audience(smaller, article, a -> true)).isSubsetOf(audience);
      }
    }
  }

  @Test
  void tellsItsStatusAsTheContractSays() {
    for (Agreement agreement : REGISTER.agreements()) {
      assertThat(Contracts.faults("agreement", AgreementJson.status(agreement, DAY))).isEmpty();
    }
    Agreement suspended = TRIANGULAR.suspendedBy(Optional.of(DGSN));
    assertThat(Contracts.faults("agreement", AgreementJson.status(suspended, DAY))).isEmpty();
    assertThat(AgreementJson.status(suspended, DAY).path("state").asText()).isEqualTo("suspended");
    for (Partner partner : PARTNERS) {
      assertThat(Contracts.faults("partner", partner.status("http://127.0.0.1:8081"))).isEmpty();
    }
  }

  @Test
  void isWrittenAsItIsRead() {
    List<FieldError> errors = new ArrayList<>();
    for (Agreement agreement : REGISTER.agreements()) {
      assertThat(AgreementJson.read(AgreementJson.write(agreement), errors)).contains(agreement);
    }
    assertThat(errors).isEmpty();
  }
}
