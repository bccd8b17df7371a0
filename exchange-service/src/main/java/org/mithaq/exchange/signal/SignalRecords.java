package org.mithaq.exchange.signal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.mithaq.exchange.agreement.Agreement;
import org.mithaq.exchange.agreement.Purpose;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.DisclosureRecord.Subject;
import org.mithaq.exchange.outbox.Operation;
import org.mithaq.exchange.problem.ProblemType;

/** Says for the audit log what was done with a signal. Pure. */
final class SignalRecords {

  private SignalRecords() {}

  /** A signal was accepted: collected from its originator for its audience. */
  static DisclosureRecord collection(UUID id, Draft draft, Caller caller) {
    return accepted(
        id, draft.acceptedAt(), Operation.COLLECTION, draft, 1, draft.audience(), caller);
  }

  /**
   * A signal was corrected, for all who might know of it before or may know of it now.
   *
   * @param before what was accepted before
   */
  static DisclosureRecord correction(
      UUID id, Instant at, Draft draft, StoredSignal before, Caller caller) {
    Set<AgencyId> told = new TreeSet<>(draft.audience());
    told.addAll(before.audience());
    return accepted(id, at, Operation.ALTERATION, draft, before.version() + 1, told, caller);
  }

  private static DisclosureRecord accepted(
      UUID id,
      Instant at,
      Operation operation,
      Draft draft,
      int version,
      Set<AgencyId> told,
      Caller caller) {
    return new DisclosureRecord(
        id,
        at,
        operation,
        Optional.empty(),
        caller.agency().value(),
        Optional.of(caller.user()),
        List.of(caller.agency().value()),
        told.stream().filter(a -> !a.equals(caller.agency())).map(AgencyId::value).toList(),
        List.of(Subject.signal(draft.id(), version)),
        Optional.of(draft.agreement().id()),
        OptionalInt.of(draft.agreement().version()),
        List.of(draft.article().id()),
        Optional.of(draft.signal().purpose().code()));
  }

  /**
   * A signal was refused.
   *
   * @param signal what was posted
   * @param agreement the agreement that it names, if there is such
   * @param existing the signal that stands in its way, if one does
   */
  static DisclosureRecord refusedCollection(
      UUID id,
      Instant at,
      Caller caller,
      Signal signal,
      ProblemType why,
      Optional<Agreement> agreement,
      Optional<Subject> existing) {
    Optional<String> article = agreement.flatMap(a -> a.article(signal.article())).map(a -> a.id());
    return new DisclosureRecord(
        id,
        at,
        Operation.COLLECTION,
        Optional.of(why.slug()),
        caller.agency().value(),
        Optional.of(caller.user()),
        List.of(caller.agency().value()),
        List.of(),
        existing.stream().toList(),
        agreement.map(Agreement::id),
        agreement.map(a -> OptionalInt.of(a.version())).orElseGet(OptionalInt::empty),
        article.stream().toList(),
        Optional.of(signal.purpose().code()));
  }

  /** Something was done with a signal that the caller may know of, or was refused. */
  static DisclosureRecord of(
      UUID id,
      Instant at,
      Operation operation,
      Optional<ProblemType> refusal,
      Caller caller,
      StoredSignal signal,
      int version,
      Set<AgencyId> recipients,
      Optional<Purpose> purpose) {
    return new DisclosureRecord(
        id,
        at,
        operation,
        refusal.map(ProblemType::slug),
        caller.agency().value(),
        Optional.of(caller.user()),
        List.of(signal.agency().value()),
        recipients.stream().sorted().map(AgencyId::value).toList(),
        List.of(Subject.signal(signal.id(), version)),
        Optional.of(signal.agreement()),
        OptionalInt.of(signal.agreementVersion()),
        List.of(signal.article()),
        purpose.map(Purpose::code));
  }

  /**
   * Something was asked of a signal that the caller may not know of, or that there is not. Both
   * give the same record, so that nobody learns more from the log than from the answer.
   */
  static DisclosureRecord unknown(
      UUID id,
      Instant at,
      Operation operation,
      Caller caller,
      UUID asked,
      Optional<Purpose> purpose) {
    return new DisclosureRecord(
        id,
        at,
        operation,
        Optional.of(ProblemType.NOT_FOUND.slug()),
        caller.agency().value(),
        Optional.of(caller.user()),
        List.of(),
        List.of(),
        List.of(new Subject(Subject.Kind.SIGNAL, asked.toString(), OptionalInt.empty())),
        Optional.empty(),
        OptionalInt.empty(),
        List.of(),
        purpose.map(Purpose::code));
  }

  /** An agency looked through its own signals. */
  static DisclosureRecord page(
      UUID id, Instant at, Caller caller, List<StoredSignal> signals, Optional<Purpose> purpose) {
    return listed(
        id,
        at,
        caller,
        List.of(caller.agency().value()),
        signals.stream()
            .map(
                s ->
                    new Listed(
                        Subject.signal(s.id(), s.version()),
                        s.agreement(),
                        s.agreementVersion(),
                        s.article()))
            .toList(),
        purpose);
  }

  /** Somebody searched for the signals that name a person; by what, no record says. */
  static DisclosureRecord search(
      UUID id,
      Instant at,
      Caller caller,
      List<SignalStore.Found> signals,
      Optional<Purpose> purpose) {
    return listed(
        id,
        at,
        caller,
        signals.stream().map(s -> s.agency().value()).distinct().sorted().toList(),
        signals.stream()
            .map(
                s ->
                    new Listed(
                        Subject.signal(s.id(), s.version(), s.agency().value()),
                        s.agreement(),
                        s.agreementVersion(),
                        s.article()))
            .toList(),
        purpose);
  }

  private record Listed(Subject subject, String agreement, int agreementVersion, String article) {}

  private static DisclosureRecord listed(
      UUID id,
      Instant at,
      Caller caller,
      List<String> owners,
      List<Listed> signals,
      Optional<Purpose> purpose) {
    Set<String> agreements = signals.stream().map(Listed::agreement).collect(Collectors.toSet());
    Set<Integer> versions =
        signals.stream().map(Listed::agreementVersion).collect(Collectors.toSet());
    boolean one = agreements.size() == 1;
    return new DisclosureRecord(
        id,
        at,
        Operation.CONSULTATION,
        Optional.empty(),
        caller.agency().value(),
        Optional.of(caller.user()),
        owners,
        List.of(caller.agency().value()),
        signals.stream().map(Listed::subject).toList(),
        one ? agreements.stream().findAny() : Optional.empty(),
        one && versions.size() == 1
            ? OptionalInt.of(versions.iterator().next())
            : OptionalInt.empty(),
        one
            ? List.copyOf(
                signals.stream()
                    .map(Listed::article)
                    .collect(Collectors.toCollection(TreeSet::new)))
            : List.of(),
        purpose.map(Purpose::code));
  }

  /** The service itself erased what was due. */
  static DisclosureRecord erasure(UUID id, Instant at, StoredSignal signal, int version) {
    return new DisclosureRecord(
        id,
        at,
        Operation.ERASURE,
        Optional.empty(),
        signal.agency().value(),
        Optional.empty(),
        List.of(signal.agency().value()),
        signal.audience().stream()
            .filter(a -> !a.equals(signal.agency()))
            .sorted()
            .map(AgencyId::value)
            .toList(),
        List.of(Subject.signal(signal.id(), version)),
        Optional.of(signal.agreement()),
        OptionalInt.of(signal.agreementVersion()),
        List.of(signal.article()),
        Optional.empty());
  }
}
