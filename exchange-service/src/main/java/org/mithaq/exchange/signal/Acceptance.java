package org.mithaq.exchange.signal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.mithaq.exchange.agreement.Agreement;
import org.mithaq.exchange.agreement.Article;
import org.mithaq.exchange.agreement.Crime;
import org.mithaq.exchange.agreement.Decision;
import org.mithaq.exchange.agreement.Proposal;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemType;
import org.mithaq.exchange.selector.Country;
import org.mithaq.exchange.selector.MatchingKeys;
import org.mithaq.exchange.selector.NormalForm;
import org.mithaq.exchange.selector.Normaliser;

/**
 * Judges a signal and works out what follows from its acceptance. Pure, but for the id that it is
 * given.
 */
public final class Acceptance {

  /** How far ahead of this exchange's clock an observation may be. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /**
   * How many attributes the selectors of a signal may come to: two hundred persons of four names,
   * with day and place of birth. A view bears a token of each by up to two keys, and as many of
   * before, and has to pass as one record.
   */
  static final int MOST_ATTRIBUTES = 16_384;

  private Acceptance() {}

  /** What comes of a signal. */
  public sealed interface Judgement {

    /** It is permitted. */
    record Permitted(Draft draft) implements Judgement {}

    /**
     * It is refused.
     *
     * @param problem why
     * @param agreement the agreement that it names, if there is such
     */
    record Refused(Problem.Refusal problem, Optional<Agreement> agreement) implements Judgement {}
  }

  /**
   * Judges a signal of an agency.
   *
   * @param id the id that it would have
   * @param now when it would be accepted
   */
  public static Judgement judge(
      Signal signal, AgencyId agency, Register register, MatchingKeys keys, UUID id, Instant now) {
    return judge(signal, agency, register, keys, id, now, now.truncatedTo(ChronoUnit.MILLIS));
  }

  /**
   * Judges a correction of a signal: by the rules of today, but it is kept no longer than the
   * signal might have been on the day of its acceptance, and it stays under its agreement, since
   * networks never cross agreements.
   *
   * @param signal what it shall say from now on
   * @param before what was accepted
   * @param now when it would be accepted
   */
  public static Judgement judgeCorrection(
      Signal signal, StoredSignal before, Register register, MatchingKeys keys, Instant now) {
    if (!signal.agreement().equals(before.agreement())) {
      return new Judgement.Refused(
          new Problem.Refusal(
              ProblemType.AGREEMENT_FIXED,
              "The signal was shared under "
                  + before.agreement()
                  + ". To move it, withdraw it and publish another.",
              List.of(new FieldError("/agreement", "is not the signal's agreement"))),
          register.agreement(before.agreement()));
    }
    Judgement judgement =
        judge(signal, before.agency(), register, keys, before.id(), now, before.acceptedAt());
    if (judgement instanceof Judgement.Permitted(Draft draft)) {
      LocalDate last =
          LocalDate.ofInstant(before.acceptedAt(), ZoneOffset.UTC)
              .plus(draft.article().maxRetention());
      if (draft.expiresAt().isAfter(last.atStartOfDay(ZoneOffset.UTC).toInstant())) {
        return new Judgement.Refused(
            new Problem.Refusal(
                ProblemType.RETENTION_EXCEEDED,
                "The article allows retention until "
                    + last
                    + " at most, counted from the day of acceptance.",
                List.of(new FieldError("/retainUntil", ProblemType.RETENTION_EXCEEDED.title()))),
            Optional.of(draft.agreement()));
      }
    }
    return judgement;
  }

  private static Judgement judge(
      Signal signal,
      AgencyId agency,
      Register register,
      MatchingKeys keys,
      UUID id,
      Instant now,
      Instant acceptedAt) {
    if (signal.observed().to().isAfter(now.plus(TOLERANCE))) {
      return new Judgement.Refused(
          new Problem.Refusal(
              ProblemType.OBSERVED_IN_FUTURE,
              "Nothing can be observed before it happens; clocks may differ by five minutes.",
              List.of(new FieldError("/observedAt", "lies more than five minutes ahead"))),
          register.agreement(signal.agreement()));
    }
    Optional<Agreement> agreement = register.agreement(signal.agreement());
    if (agreement.isEmpty()) {
      return new Judgement.Refused(
          register.unknown(signal.agreement()).orElseThrow().problem(), Optional.empty());
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Proposal proposal = signal.proposal(agency);
    return switch (agreement.get().decide(proposal, today)) {
      case Decision.Refused refused -> new Judgement.Refused(refused.problem(), agreement);
      case Decision.Permitted(Agreement by, Article article) ->
          bounded(
              draft(
                  signal,
                  agency,
                  by,
                  article,
                  by.audience(proposal, article, register::isActive),
                  register.partner(agency).map(p -> p.country()).orElse(Country.NONE),
                  keys,
                  id,
                  acceptedAt),
              keys);
    };
  }

  private static Judgement bounded(Draft draft, MatchingKeys keys) {
    int attributes =
        draft.selectors().stream().mapToInt(each -> each.tokens().size()).sum()
            / keys.epochs().size();
    return attributes <= MOST_ATTRIBUTES
        ? new Judgement.Permitted(draft)
        : new Judgement.Refused(
            new Problem.Refusal(
                ProblemType.TOO_MANY_ATTRIBUTES,
                "A name of four parts counts up to 95, and so does each alias. Publish the selectors"
                    + " in several signals.",
                List.of(
                    new FieldError(
                        "/selectors",
                        "come to %d attributes; %d can be matched"
                            .formatted(attributes, MOST_ATTRIBUTES)))),
            Optional.of(draft.agreement()));
  }

  private static Draft draft(
      Signal signal,
      AgencyId agency,
      Agreement agreement,
      Article article,
      SortedSet<AgencyId> audience,
      Country home,
      MatchingKeys keys,
      UUID id,
      Instant acceptedAt) {
    LocalDate today = LocalDate.ofInstant(acceptedAt, ZoneOffset.UTC);
    LocalDate last = signal.retainUntil().orElseGet(() -> today.plus(article.maxRetention()));
    List<Draft.Matchable> selectors = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    for (int i = 0; i < signal.selectors().size(); i++) {
      NormalForm form = Normaliser.normalise(signal.selectors().get(i), home);
      selectors.add(Draft.Matchable.of(signal.selectors().get(i), form, keys));
      for (String member : form.unmatched()) {
        unmatched.add("/selectors/" + i + (member.isEmpty() ? "" : "/" + member));
      }
    }
    boolean meansMissing =
        signal.crime() == Crime.TRAFFICKING_IN_PERSONS
            && signal.details().means().isEmpty()
            && !signal.hasChildVictim();
    return new Draft(
        id,
        agency,
        signal,
        agreement,
        article,
        audience,
        acceptedAt,
        last.atStartOfDay(ZoneOffset.UTC).toInstant(),
        selectors,
        unmatched,
        meansMissing ? List.of(Warning.MEANS_MISSING) : List.of());
  }
}
