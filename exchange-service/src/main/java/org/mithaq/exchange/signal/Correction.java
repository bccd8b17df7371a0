package org.mithaq.exchange.signal;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mithaq.exchange.agreement.AgreementStore;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.Operation;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemException;
import org.mithaq.exchange.problem.ProblemType;
import org.mithaq.exchange.selector.MatchingKeys;

/**
 * Corrects signals: the same signal, saying something else from now on. Its id, its agreement and
 * the time of its acceptance stay; its version rises, and whoever was told before is told again.
 */
public final class Correction {

  private static final int TRIES = 3;

  private final SignalStore store;
  private final AgreementStore agreements;
  private final ContentVault vault;
  private final MatchingKeys keys;
  private final Topics topics;
  private final Clock clock;
  private final Ids ids;

  /** A correction. */
  public Correction(
      SignalStore store,
      AgreementStore agreements,
      ContentVault vault,
      MatchingKeys keys,
      Topics topics,
      Clock clock,
      Ids ids) {
    this.store = store;
    this.agreements = agreements;
    this.vault = vault;
    this.keys = keys;
    this.topics = topics;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Corrects a signal. The same correction again changes nothing, and is answered alike.
   *
   * @param body the whole signal as it shall be, JSON
   * @param ifMatch the entity tag of the version that is corrected, RFC 9110
   * @throws ProblemException if it is not understood, or refused
   */
  public Answer.Accepted correct(Caller caller, UUID id, byte[] body, Optional<String> ifMatch)
      throws SQLException {
    if (ifMatch.isEmpty()) {
      throw new ProblemException(
          new Problem.Fault(
              ProblemType.PRECONDITION_REQUIRED,
              "Name the version that you correct: If-Match with the ETag of the signal."));
    }
    Signal signal =
        switch (SignalJson.read(body)) {
          case SignalJson.Reading.NotUnderstood(Problem.Fault problem) ->
              throw new ProblemException(problem);
          case SignalJson.Reading.Understood(Signal understood) -> understood;
        };
    Register register = agreements.register();
    for (int attempt = 1; ; attempt++) {
      try {
        SignalStore.Correcting done =
            store.correct(
                id,
                (found, contentHash) ->
                    decide(caller, id, signal, register, ifMatch.get(), found, contentHash));
        return answer(done, signal);
      } catch (NothingStoredException e) {
        if (attempt == TRIES || !e.isConflict()) {
          throw e;
        }
      }
    }
  }

  private SignalStore.Correcting decide(
      Caller caller,
      UUID id,
      Signal signal,
      Register register,
      String ifMatch,
      Optional<StoredSignal> found,
      byte[] contentHash) {
    Instant now = clock.instant();
    if (found.isEmpty()) {
      return unknown(caller, id, now);
    }
    StoredSignal before = found.get();
    if (Access.change(caller, before, register)
        instanceof Access.Verdict.Refused(Problem.Refusal problem, boolean known)) {
      return known ? refuse(caller, before, problem, now) : unknown(caller, id, now);
    }
    if (!before.active() || !before.expiresAt().isAfter(now)) {
      return refuse(
          caller,
          before,
          new Problem.Refusal(
              ProblemType.WITHDRAWN, "The signal has been withdrawn, or its time is over."),
          now);
    }
    return switch (Acceptance.judgeCorrection(signal, before, register, keys, now)) {
      case Acceptance.Judgement.Refused refused -> refuse(caller, before, refused.problem(), now);
      case Acceptance.Judgement.Permitted(Draft draft) -> {
        SignalContent content = SignalContent.of(draft);
        byte[] hash = vault.hash(ContentVault.Label.CONTENT, content.canonical());
        if (Arrays.equals(hash, contentHash)) {
          yield new SignalStore.Correcting.Nothing(before);
        }
        if (!EntityTags.match(ifMatch, before.etag())) {
          yield refuse(
              caller,
              before,
              new Problem.Refusal(
                  ProblemType.PRECONDITION_FAILED, "The signal is now at " + before.etag() + "."),
              now);
        }
        yield corrected(caller, before, draft, content, hash, now);
      }
    };
  }

  private SignalStore.Correcting corrected(
      Caller caller,
      StoredSignal before,
      Draft draft,
      SignalContent content,
      byte[] contentHash,
      Instant now) {
    int version = before.version() + 1;
    byte[] referenceHash =
        draft
            .signal()
            .reference()
            .map(r -> vault.hash(ContentVault.Label.REFERENCE, r.getBytes(StandardCharsets.UTF_8)))
            .orElse(null);
    DisclosureRecord record = SignalRecords.correction(ids.next(), now, draft, before, caller);
    return new SignalStore.Correcting.Correct(
        draft,
        referenceHash,
        contentHash,
        vault.seal(draft.id(), version, content.bytes()),
        SignalView.active(draft, version, topics).toString(),
        record,
        new Answer.Accepted(
            200,
            Answer.accepted(
                draft, version, content, SignalView.href(topics, draft.id()), record.id())),
        refuse(
            caller,
            before,
            new Problem.Refusal(
                ProblemType.REFERENCE_CONFLICT,
                "Your agency has another signal of this reference.",
                List.of(new FieldError("/reference", "names another signal of yours"))),
            now));
  }

  private SignalStore.Correcting unknown(Caller caller, UUID id, Instant now) {
    return new SignalStore.Correcting.Refuse(
        Problem.notFound(),
        SignalRecords.unknown(ids.next(), now, Operation.ALTERATION, caller, id, Optional.empty()));
  }

  private SignalStore.Correcting.Refuse refuse(
      Caller caller, StoredSignal before, Problem.Refusal problem, Instant now) {
    return new SignalStore.Correcting.Refuse(
        problem,
        SignalRecords.of(
            ids.next(),
            now,
            Operation.ALTERATION,
            Optional.of(problem.type()),
            caller,
            before,
            before.version(),
            Set.of(),
            Optional.empty()));
  }

  private Answer.Accepted answer(SignalStore.Correcting done, Signal signal) {
    return switch (done) {
      case SignalStore.Correcting.Refuse(Problem.Refusal problem, DisclosureRecord record) ->
          throw new ProblemException(problem, record.id());
      case SignalStore.Correcting.Nothing(StoredSignal same) ->
          new Answer.Accepted(
              200,
              Answer.known(
                  same,
                  same.content()
                      .map(
                          c ->
                              SignalContent.parse(vault.open(same.id(), same.contentVersion(), c))),
                  signal.reference(),
                  SignalView.href(topics, same.id())));
      case SignalStore.Correcting.Correct correct -> correct.answer();
    };
  }
}
