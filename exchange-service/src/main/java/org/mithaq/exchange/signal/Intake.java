package org.mithaq.exchange.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.mithaq.exchange.agreement.Agreement;
import org.mithaq.exchange.agreement.AgreementStore;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemMapper;
import org.mithaq.exchange.problem.ProblemType;
import org.mithaq.exchange.selector.MatchingKeys;

/**
 * Takes signals in, one or many: reads, judges, seals, keeps. What is answered as accepted is
 * committed, together with its view and its record.
 */
public final class Intake {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TRIES = 3;

  private final SignalStore store;
  private final AgreementStore agreements;
  private final ContentVault vault;
  private final MatchingKeys keys;
  private final Topics topics;
  private final Clock clock;
  private final Ids ids;
  private final Duration idempotency;

  /** An intake. */
  public Intake(
      SignalStore store,
      AgreementStore agreements,
      ContentVault vault,
      MatchingKeys keys,
      Topics topics,
      Clock clock,
      Ids ids,
      Duration idempotency) {
    this.store = store;
    this.agreements = agreements;
    this.vault = vault;
    this.keys = keys;
    this.topics = topics;
    this.clock = clock;
    this.ids = ids;
    this.idempotency = idempotency;
  }

  /**
   * A signal that was posted.
   *
   * @param body its bytes
   * @param key the idempotency key that it came with
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Posted(byte[] body, Optional<IdempotencyKey> key) {

    @Override
    public String toString() {
      return "Posted[redacted]";
    }
  }

  /** Takes one signal in. */
  public Answer take(Caller caller, Posted posted) {
    return take(caller, List.of(posted)).getFirst();
  }

  /**
   * Takes signals in. One that is at fault, or that the database cannot take, harms no other.
   *
   * @return an answer to each, in the same order
   */
  public List<Answer> take(Caller caller, List<Posted> posted) {
    List<Prepared> prepared;
    try {
      Register register = agreements.register();
      prepared = posted.stream().map(p -> prepare(caller, p, register)).toList();
    } catch (SQLException | RuntimeException e) {
      return posted.stream().map(p -> failed(Optional.empty(), e, true)).toList();
    }
    List<Prepared.Work> work =
        prepared.stream()
            .filter(Prepared.Work.class::isInstance)
            .map(Prepared.Work.class::cast)
            .toList();
    Map<Prepared, Answer> answers = new HashMap<>();
    store(caller.agency(), work, answers);
    List<Answer> inOrder = new ArrayList<>(posted.size());
    for (Prepared part : prepared) {
      switch (part) {
        case Prepared.Done(Answer answer) -> inOrder.add(answer);
        case Prepared.Work one -> {
          Answer answer = answers.get(one);
          if (answer == null) {
            throw new IllegalStateException("a signal was left without an answer");
          }
          inOrder.add(answer);
        }
      }
    }
    return inOrder;
  }

  /** A signal on its way: answered already, or with something to do in the database. */
  private sealed interface Prepared {

    record Done(Answer answer) implements Prepared {}

    /** Compared by identity: two lines may be equal, and are still two. */
    final class Work implements Prepared {

      private final Entry entry;
      private final Optional<String> reference;
      private final Answer whenDone;

      Work(Entry entry, Optional<String> reference, Answer whenDone) {
        this.entry = entry;
        this.reference = reference;
        this.whenDone = whenDone;
      }
    }
  }

  private Prepared prepare(Caller caller, Posted posted, Register register) {
    return switch (SignalJson.read(posted.body())) {
      case SignalJson.Reading.NotUnderstood(Problem.Fault problem) ->
          new Prepared.Done(
              new Answer.Rejected(problem, Optional.empty(), Optional.empty(), UUID.randomUUID()));
      case SignalJson.Reading.Understood(Signal signal) -> {
        Instant now = clock.instant();
        yield switch (Acceptance.judge(signal, caller.agency(), register, keys, ids.next(), now)) {
          case Acceptance.Judgement.Refused(
                  Problem.Refusal problem,
                  Optional<Agreement> agreement) -> {
            DisclosureRecord record =
                SignalRecords.refusedCollection(
                    ids.next(), now, caller, signal, problem.type(), agreement, Optional.empty());
            yield new Prepared.Work(
                new Entry.Refuse(record),
                signal.reference(),
                new Answer.Rejected(
                    problem, signal.reference(), Optional.of(record.id()), UUID.randomUUID()));
          }
          case Acceptance.Judgement.Permitted(Draft draft) -> publish(caller, draft, posted.key());
        };
      }
    };
  }

  private Prepared publish(Caller caller, Draft draft, Optional<IdempotencyKey> key) {
    SignalContent content = SignalContent.of(draft);
    Optional<String> reference = draft.signal().reference();
    DisclosureRecord collection = SignalRecords.collection(ids.next(), draft, caller);
    ObjectNode body =
        Answer.accepted(draft, 1, content, SignalView.href(topics, draft.id()), collection.id());
    byte[] contentHash = vault.hash(ContentVault.Label.CONTENT, content.canonical());
    Entry.Publish entry =
        new Entry.Publish(
            draft,
            reference.map(r -> vault.hash(ContentVault.Label.REFERENCE, bytes(r))).orElse(null),
            contentHash,
            vault.seal(draft.id(), 1, content.bytes()),
            SignalView.active(draft, 1, topics).toString(),
            collection,
            (why, existing) ->
                SignalRecords.refusedCollection(
                    ids.next(),
                    draft.acceptedAt(),
                    caller,
                    draft.signal(),
                    why,
                    Optional.of(draft.agreement()),
                    existing),
            key.map(k -> kept(caller.agency(), k, body)));
    return new Prepared.Work(entry, reference, new Answer.Accepted(201, body));
  }

  private Entry.Key kept(AgencyId agency, IdempotencyKey key, ObjectNode body) {
    byte[] hash = vault.hash(ContentVault.Label.IDEMPOTENCY_KEY, bytes(key.value()));
    return new Entry.Key(
        key.path(), hash, vault.sealAnswer(bytes(body.toString()), place(agency, key.path())));
  }

  private static byte[] place(AgencyId agency, String path) {
    return bytes("mithaq/answer/" + agency + path);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void store(AgencyId agency, List<Prepared.Work> work, Map<Prepared, Answer> answers) {
    if (work.isEmpty()) {
      return;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        List<Entry.Outcome> outcomes =
            store.accept(agency, work.stream().map(w -> w.entry).toList(), idempotency);
        for (int i = 0; i < outcomes.size(); i++) {
          answers.put(work.get(i), answer(agency, work.get(i), outcomes.get(i)));
        }
        return;
      } catch (NothingStoredException e) {
        if (e.isConflict() && attempt < TRIES) {
          continue;
        }
        if (work.size() > 1 && ProblemMapper.failure(e).type() == ProblemType.UNEXPECTED) {
          // One of them is what the database cannot take: it alone shall fail.
          work.forEach(one -> store(agency, List.of(one), answers));
          return;
        }
        work.forEach(one -> answers.put(one, failed(one.reference, e, true)));
        return;
      } catch (RuntimeException e) {
        // The commit itself failed: whether anything was kept is not known.
        work.forEach(one -> answers.put(one, failed(one.reference, e, false)));
        return;
      }
    }
  }

  private static Answer failed(Optional<String> reference, Exception e, boolean nothingDone) {
    Problem.Failure problem =
        nothingDone
            ? ProblemMapper.failure(e)
            : new Problem.Failure(
                ProblemType.UNEXPECTED,
                "It is not known whether the signal was accepted. Send it again with the same reference or"
                    + " Idempotency-Key.");
    return new Answer.Rejected(problem, reference, Optional.empty(), ProblemMapper.incident(e));
  }

  private Answer answer(AgencyId agency, Prepared.Work work, Entry.Outcome outcome) {
    return switch (outcome) {
      case Entry.Outcome.Stored stored -> work.whenDone;
      case Entry.Outcome.Recorded recorded -> work.whenDone;
      case Entry.Outcome.Known(StoredSignal signal) ->
          new Answer.Accepted(
              200,
              Answer.known(
                  signal,
                  signal
                      .content()
                      .map(
                          c ->
                              SignalContent.parse(
                                  vault.open(signal.id(), signal.contentVersion(), c))),
                  work.reference,
                  SignalView.href(topics, signal.id())));
      case Entry.Outcome.Repeated(byte[] answer) -> {
        Entry.Publish entry = (Entry.Publish) work.entry;
        byte[] opened = vault.openAnswer(answer, place(agency, entry.key().orElseThrow().path()));
        yield new Answer.Accepted(201, object(opened));
      }
      case Entry.Outcome.Refused(
              ProblemType why,
              Optional<UUID> existing,
              DisclosureRecord record) ->
          new Answer.Rejected(
              refusal(why, existing), work.reference, Optional.of(record.id()), UUID.randomUUID());
    };
  }

  private static Problem.Refusal refusal(ProblemType why, Optional<UUID> existing) {
    return why == ProblemType.REFERENCE_CONFLICT
        ? new Problem.Refusal(
            why,
            "Your agency has another signal of this reference. To correct it: PUT /v1/signals/"
                + existing.map(UUID::toString).orElse("{id}"),
            List.of(new FieldError("/reference", "names another signal of yours")))
        : new Problem.Refusal(
            why, "The Idempotency-Key was sent before with another body; take a new one.");
  }

  private static ObjectNode object(byte[] json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept answer is not JSON", e);
    } catch (IOException e) {
      throw new IllegalStateException("a kept answer cannot be read", e);
    }
  }
}
