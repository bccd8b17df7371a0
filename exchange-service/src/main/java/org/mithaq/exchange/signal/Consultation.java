package org.mithaq.exchange.signal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mithaq.exchange.agreement.AgreementStore;
import org.mithaq.exchange.agreement.Purpose;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.Operation;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemException;
import org.mithaq.exchange.problem.ProblemType;

/**
 * Shows signals to who may see them, and withdraws them for who may. Nothing is shown before its
 * record is committed.
 */
public final class Consultation {

  private final SignalStore store;
  private final AgreementStore agreements;
  private final ContentVault vault;
  private final Topics topics;
  private final Clock clock;
  private final Ids ids;

  /** A consultation. */
  public Consultation(
      SignalStore store,
      AgreementStore agreements,
      ContentVault vault,
      Topics topics,
      Clock clock,
      Ids ids) {
    this.store = store;
    this.agreements = agreements;
    this.vault = vault;
    this.topics = topics;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Something that is shown.
   *
   * @param body what is shown
   * @param etag its entity tag, if it has one
   * @param auditRecord the record of the reading
   */
  public record Shown(ObjectNode body, Optional<String> etag, UUID auditRecord) {

    @Override
    public String toString() {
      return "Shown[redacted]";
    }
  }

  /**
   * Shows a signal.
   *
   * @throws ProblemException if the caller may not see it
   */
  public Shown read(Caller caller, UUID id, Optional<Purpose> purpose) throws SQLException {
    Register register = agreements.register();
    Instant now = clock.instant();
    SignalStore.Reading reading =
        store.read(
            id,
            caller.agency(),
            (found, released) -> {
              Access.Verdict verdict =
                  found
                      .map(s -> Access.read(caller, s, register, released, purpose, now))
                      .orElseGet(() -> new Access.Verdict.Refused(Problem.notFound(), false));
              return new SignalStore.Reading(
                  verdict,
                  found,
                  record(Operation.CONSULTATION, caller, id, found, verdict, purpose, now));
            });
    if (reading.verdict() instanceof Access.Verdict.Readable(boolean redacted)) {
      StoredSignal signal = reading.signal().orElseThrow();
      return new Shown(
          shown(signal, caller, redacted), Optional.of(signal.etag()), reading.record().id());
    }
    throw refusal(reading.verdict(), reading.record().id());
  }

  private static ProblemException refusal(Access.Verdict verdict, UUID record) {
    if (verdict instanceof Access.Verdict.Refused(Problem.Refusal problem, boolean known)) {
      return new ProblemException(problem, record);
    }
    throw new IllegalStateException("a verdict was not expected");
  }

  private DisclosureRecord record(
      Operation operation,
      Caller caller,
      UUID asked,
      Optional<StoredSignal> found,
      Access.Verdict verdict,
      Optional<Purpose> purpose,
      Instant now) {
    Optional<ProblemType> refusal = Optional.empty();
    if (verdict instanceof Access.Verdict.Refused(Problem.Refusal problem, boolean known)) {
      if (!known) {
        return SignalRecords.unknown(ids.next(), now, operation, caller, asked, purpose);
      }
      refusal = Optional.of(problem.type());
    }
    StoredSignal signal = found.orElseThrow();
    return SignalRecords.of(
        ids.next(),
        now,
        operation,
        refusal,
        caller,
        signal,
        signal.version(),
        // Who reads asks to be told; who changes does not.
        operation == Operation.CONSULTATION ? Set.of(caller.agency()) : Set.of(),
        purpose);
  }

  private SignalContent open(StoredSignal signal) {
    return SignalContent.parse(
        vault.open(signal.id(), signal.contentVersion(), signal.content().orElseThrow()));
  }

  private ObjectNode shown(StoredSignal signal, Caller caller, boolean redacted) {
    SignalContent content = open(signal);
    ObjectNode body = head(signal);
    body.put("redacted", redacted);
    if (caller.agency().equals(signal.agency())) {
      ArrayNode audience = body.putArray("audience");
      signal.audience().stream().sorted().map(AgencyId::value).forEach(audience::add);
      body.set("unmatched", content.unmatched());
      body.set("warnings", content.warnings());
    }
    body.set("signal", redacted ? content.redacted() : content.signal());
    return body;
  }

  private ObjectNode head(StoredSignal signal) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", signal.id().toString());
    body.put("version", signal.version());
    body.put("state", signal.active() ? "active" : "withdrawn");
    body.put("agency", signal.agency().value());
    body.put("agreement", signal.agreement());
    body.put("article", signal.article());
    body.put("crime", signal.crime());
    body.put("release", signal.release());
    body.put("tlp", signal.tlp());
    body.put("acceptedAt", DisclosureRecord.text(signal.acceptedAt()));
    body.put("changedAt", DisclosureRecord.text(signal.changedAt()));
    body.put("expiresAt", signal.expiresAt().toString());
    body.put("href", SignalView.href(topics, signal.id()));
    return body;
  }

  /**
   * Shows a page of the caller's own signals, the newest first.
   *
   * @param cursor where the page before has ended
   * @throws ProblemException if the cursor is none of ours
   */
  public Shown own(Caller caller, Optional<String> cursor, int limit, Optional<Purpose> purpose) {
    SignalStore.Page page =
        store.own(
            caller.agency(),
            cursor.map(Consultation::decode),
            limit,
            signals -> SignalRecords.page(ids.next(), clock.instant(), caller, signals, purpose));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode items = body.putArray("items");
    for (StoredSignal signal : page.signals()) {
      ObjectNode item = head(signal);
      item.put(
          "reference",
          signal.content().map(c -> open(signal)).flatMap(SignalContent::reference).orElse(null));
      items.add(item);
    }
    body.put("next", page.more() ? encode(page.signals().getLast().id()) : null);
    return new Shown(body, Optional.empty(), page.record());
  }

  static String encode(UUID id) {
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static UUID decode(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      if (bytes.length == 16) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
      }
    } catch (IllegalArgumentException e) {
      throw badCursor();
    }
    throw badCursor();
  }

  private static ProblemException badCursor() {
    return new ProblemException(
        new Problem.Fault(
            ProblemType.INVALID_REQUEST, "The cursor is not one that this service gave."));
  }

  /**
   * Withdraws a signal; a second time does nothing more.
   *
   * @param ifMatch the entity tag that the caller saw; empty: whatever it is now
   * @return the record of the withdrawal
   * @throws ProblemException if the caller may not
   */
  public UUID withdraw(Caller caller, UUID id, Optional<String> ifMatch) throws SQLException {
    Register register = agreements.register();
    Instant now = clock.instant();
    SignalStore.Change change =
        store.withdraw(
            id,
            found -> {
              Access.Verdict verdict =
                  found
                      .map(s -> Access.change(caller, s, register))
                      .orElseGet(() -> new Access.Verdict.Refused(Problem.notFound(), false));
              boolean stale =
                  verdict instanceof Access.Verdict.Changeable
                      && found.orElseThrow().active()
                      && ifMatch.isPresent()
                      && !EntityTags.match(ifMatch.get(), found.get().etag());
              if (stale) {
                verdict =
                    new Access.Verdict.Refused(
                        new Problem.Refusal(
                            ProblemType.PRECONDITION_FAILED,
                            "The signal is now at " + found.get().etag() + "."),
                        true);
              }
              if (verdict instanceof Access.Verdict.Refused refused) {
                return new SignalStore.Change.Refuse(
                    refused,
                    record(
                        Operation.ALTERATION, caller, id, found, refused, Optional.empty(), now));
              }
              StoredSignal signal = found.orElseThrow();
              return signal.active()
                  ? new SignalStore.Change.Withdraw(withdrawal(caller, signal, now))
                  : new SignalStore.Change.Nothing(signal.record());
            });
    return switch (change) {
      case SignalStore.Change.Withdraw(DisclosureRecord record) -> record.id();
      case SignalStore.Change.Nothing(UUID record) -> record;
      case SignalStore.Change.Refuse(Access.Verdict.Refused refused, DisclosureRecord record) ->
          throw new ProblemException(refused.problem(), record.id());
    };
  }

  private DisclosureRecord withdrawal(Caller caller, StoredSignal signal, Instant now) {
    Set<AgencyId> told = new HashSet<>(signal.audience());
    told.remove(signal.agency());
    return SignalRecords.of(
        ids.next(),
        now,
        Operation.ALTERATION,
        Optional.empty(),
        caller,
        signal,
        signal.version() + 1,
        told,
        Optional.empty());
  }
}
