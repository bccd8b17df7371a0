package org.mithaq.audit.oversight;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.record.Alterations;
import org.mithaq.audit.record.AlteredException;
import org.mithaq.audit.record.Decision;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.Erased;
import org.mithaq.audit.record.EraserStore;
import org.mithaq.audit.record.FilterStore;
import org.mithaq.audit.record.Opened;
import org.mithaq.audit.record.Operation;
import org.mithaq.audit.record.RecordCursor;
import org.mithaq.audit.record.RecordFilter;
import org.mithaq.audit.record.RecordIntake;
import org.mithaq.audit.record.RecordObject;
import org.mithaq.audit.record.RecordStore;
import org.mithaq.audit.record.StoredRecord;

/** Reads records for somebody, and records that they were read, in one transaction. */
@ApplicationScoped
public class ReadingStore {

  private static final String EMITTER = "audit";

  /** So many rows are looked at in one step where not all of them may be shown. */
  private static final int CHUNK = 500;

  private final RecordStore records;
  private final FilterStore filters;
  private final EraserStore eraser;
  private final RecordIntake intake;
  private final Clock clock;

  /** Reads from these records. */
  public ReadingStore(
      RecordStore records,
      FilterStore filters,
      EraserStore eraser,
      RecordIntake intake,
      Clock clock) {
    this.records = records;
    this.filters = filters;
    this.eraser = eraser;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * What was read, and the id of the record of the reading.
   *
   * @param value what was read
   * @param auditRecord the reading's record
   */
  public record Reading<T>(T value, UUID auditRecord) {}

  /**
   * A record and its content.
   *
   * @param stored as it is stored
   * @param opened its content; empty once it is erased
   */
  public record Read(StoredRecord stored, Optional<Opened> opened) {

    /** Whether nothing of it is left but its place. */
    public boolean erased() {
      return stored.state() == StoredRecord.State.ERASED;
    }

    /** What it says, where it says something. */
    public Optional<Disclosure> disclosure() {
      return opened.flatMap(Opened::disclosure);
    }
  }

  /**
   * A page of records.
   *
   * @param items the records, the newest first
   * @param next where the next page begins; empty at the end
   */
  public record Page(List<Read> items, Optional<RecordCursor> next) {

    /** Copies the list. */
    public Page {
      items = List.copyOf(items);
      Objects.requireNonNull(next);
    }
  }

  /** A page of records that this caller may see; more than {@code limit} are never returned. */
  @Transactional(rollbackOn = Exception.class)
  public Reading<List<Read>> page(
      Caller caller,
      RecordFilter filter,
      Optional<RecordCursor> after,
      int limit,
      Optional<String> purpose)
      throws SQLException {
    List<Read> page = new ArrayList<>();
    Map<UUID, Optional<Disclosure>> erasures = new HashMap<>();
    for (StoredRecord stored : filters.page(filter, side(caller), after, limit)) {
      page.add(read(stored, erasures));
    }
    UUID record =
        record(caller, Decision.PERMITTED, null, page, List.of(), filter.agreement(), purpose);
    return new Reading<>(page, record);
  }

  /**
   * What was done with these signals, as far as this caller may know. What it may not know leaves
   * no trace: not in the page, nor in its cursor, nor in the record of the reading.
   */
  @Transactional(rollbackOn = Exception.class)
  public Reading<SubjectAnswer> about(
      Caller caller,
      SubjectRequest.Asked asked,
      Optional<RecordCursor> after,
      int limit,
      Optional<String> purpose)
      throws SQLException {
    List<byte[]> references = new ArrayList<>();
    List<RecordObject> signals = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (UUID signal : asked.signals()) {
      references.add(intake.reference("signal", signal.toString()));
      signals.add(new RecordObject("signal", signal.toString(), null, null));
      ids.add(signal.toString());
    }
    Found<SubjectAnswer.Act> found =
        walk(
            caller,
            references,
            after,
            limit,
            read -> read.disclosure().flatMap(said -> SubjectAnswer.act(caller, said, ids)));
    UUID record =
        record(
            caller,
            Decision.PERMITTED,
            null,
            found.read(),
            signals,
            Optional.empty(),
            purpose,
            asked.justification());
    String next = found.next().map(RecordCursor::text).orElse(null);
    return new Reading<>(new SubjectAnswer(found.shown(), next), record);
  }

  /**
   * A page of the records about one object, the newest first: those of which this caller may know
   * that they are about it. What it may not know leaves no trace, as above.
   *
   * @param object its kind and id
   */
  @Transactional(rollbackOn = Exception.class)
  public Reading<Page> about(
      Caller caller,
      RecordObject object,
      Optional<RecordCursor> after,
      int limit,
      Optional<String> purpose)
      throws SQLException {
    Found<Read> found =
        walk(
            caller,
            List.of(intake.reference(object.kind(), object.id())),
            after,
            limit,
            read -> Optional.of(read).filter(r -> tellsOf(object, caller, r)));
    UUID record =
        record(
            caller,
            Decision.PERMITTED,
            null,
            found.read(),
            List.of(object),
            Optional.empty(),
            purpose);
    return new Reading<>(new Page(found.shown(), found.next()), record);
  }

  /** Of what has been erased only oversight may still know what it was about. */
  private static boolean tellsOf(RecordObject object, Caller caller, Read read) {
    Visibility visible = new Visibility(caller, read.disclosure());
    return read.disclosure()
        .map(
            said ->
                said.objects().stream()
                    .filter(o -> o.kind().equals(object.kind()) && o.id().equals(object.id()))
                    .anyMatch(visible::objectOpen))
        .orElse(caller.oversight());
  }

  private record Found<T>(List<Read> read, List<T> shown, Optional<RecordCursor> next) {}

  /** Walks through the records about objects until so many may be shown, or to the end. */
  private <T> Found<T> walk(
      Caller caller,
      List<byte[]> references,
      Optional<RecordCursor> after,
      int limit,
      Function<Read, Optional<T>> shown)
      throws SQLException {
    List<Read> page = new ArrayList<>();
    List<T> items = new ArrayList<>();
    Map<UUID, Optional<Disclosure>> erasures = new HashMap<>();
    Optional<RecordCursor> from = after;
    boolean more = true;
    while (more && items.size() < limit) {
      List<StoredRecord> found = records.about(references, EMITTER, side(caller), from, CHUNK);
      more = found.size() == CHUNK;
      for (StoredRecord stored : found) {
        from = stored.place().map(place -> new RecordCursor(place.year(), place.position()));
        Read read = read(stored, erasures);
        Optional<T> item = shown.apply(read);
        if (item.isPresent()) {
          page.add(read);
          items.add(item.get());
          if (items.size() == limit) {
            break;
          }
        }
      }
    }
    return new Found<>(page, items, items.size() == limit ? from : Optional.empty());
  }

  /** Records that somebody has looked at what tells of records without being one. */
  @Transactional(rollbackOn = Exception.class)
  public UUID consulted(Caller caller, List<RecordObject> objects, Optional<String> purpose)
      throws SQLException {
    return record(caller, Decision.PERMITTED, null, List.of(), objects, Optional.empty(), purpose);
  }

  /** Records that somebody asked for something that is not there, or not for them to know of. */
  @Transactional(rollbackOn = Exception.class)
  public UUID notFound(Caller caller, RecordObject asked, Optional<String> purpose)
      throws SQLException {
    return record(
        caller,
        Decision.REFUSED,
        "not-found",
        List.of(),
        List.of(asked),
        Optional.empty(),
        purpose);
  }

  /** The record of this id if this caller may see it; either way the attempt is recorded. */
  @Transactional(rollbackOn = Exception.class)
  public Reading<Optional<Read>> find(Caller caller, UUID id, Optional<String> purpose)
      throws SQLException {
    return find(caller, id, purpose, stored -> {});
  }

  /** What must hold before a record is shown. */
  public interface Condition {
    /** Throws where it does not hold; the record is then not shown, and no reading recorded. */
    void check(StoredRecord record);
  }

  /** The record of this id, as {@link #find(Caller, UUID, Optional)}, if this holds of it. */
  @Transactional(rollbackOn = Exception.class)
  public Reading<Optional<Read>> find(
      Caller caller, UUID id, Optional<String> purpose, Condition condition) throws SQLException {
    Optional<StoredRecord> stored = records.find(id, side(caller));
    if (stored.isEmpty()) {
      UUID record = notFound(caller, RecordObject.ofRecord(id.toString()), purpose);
      return new Reading<>(Optional.empty(), record);
    }
    Read read = read(stored.get(), new HashMap<>());
    condition.check(stored.get());
    UUID record =
        record(
            caller,
            Decision.PERMITTED,
            null,
            List.of(read),
            List.of(),
            read.disclosure().map(Disclosure::agreement),
            purpose);
    return new Reading<>(Optional.of(read), record);
  }

  /**
   * Opens the oldest records of the log from a place on, shows them to nobody, and notes which of
   * them have been altered in the database and which have not.
   *
   * @param from the place, as {@link RecordStore#PLACE} has it
   * @param noted of which it is known by other means that they have been
   * @return the place from which to go on; empty at the end
   */
  @Transactional(rollbackOn = Exception.class)
  public OptionalLong inspect(long from, Alterations alterations, Set<UUID> noted)
      throws SQLException {
    Map<UUID, Optional<Disclosure>> erasures = new HashMap<>();
    long notes = alterations.notes();
    List<StoredRecord> some = records.from(from, CHUNK);
    for (StoredRecord stored : some) {
      try {
        read(stored, erasures);
        if (!noted.contains(stored.id())) {
          alterations.intact(stored.id(), notes);
        }
      } catch (AlteredException e) {
        alterations.note(e);
      }
    }
    return some.size() < CHUNK
        ? OptionalLong.empty()
        : OptionalLong.of(RecordStore.place(some.getLast().place().orElseThrow()) + 1);
  }

  /** By what a record was erased, if it was. */
  @Transactional
  public Optional<Erased> erased(UUID id) throws SQLException {
    return eraser.erased(id);
  }

  /** Records that somebody was refused before anything was looked at. */
  @Transactional(rollbackOn = Exception.class)
  public UUID refused(Caller caller, String reason) throws SQLException {
    return record(
        caller, Decision.REFUSED, reason, List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /**
   * Opens a record that was found, and shows nothing of it where what it was found by is not what
   * it says.
   */
  private Read read(StoredRecord stored, Map<UUID, Optional<Disclosure>> erasures)
      throws SQLException {
    Optional<Opened> opened = intake.open(stored);
    if (stored.state() == StoredRecord.State.ERASED) {
      Erased by =
          eraser.erased(stored.id()).orElseThrow(() -> new AlteredException(stored.id(), "state"));
      UUID entry = by.entry();
      Optional<Disclosure> proof = erasures.get(entry);
      if (proof == null) {
        proof =
            records.find(entry, Optional.empty()).flatMap(intake::open).flatMap(Opened::disclosure);
        erasures.put(entry, proof);
      }
      if (!proof.map(said -> Erased.proves(said, stored)).orElse(false)) {
        throw new AlteredException(stored.id(), "sides");
      }
      if (!proof.map(by::isOn).orElse(false)) {
        throw new AlteredException(stored.id(), "basis");
      }
    }
    return new Read(stored, opened);
  }

  /** The agency whose side alone this caller may see; empty for all. */
  public static Optional<String> side(Caller caller) {
    return caller.oversight() ? Optional.empty() : Optional.of(caller.agency());
  }

  /** Records that somebody asked about what tells of no record, and whether it was there. */
  @Transactional(rollbackOn = Exception.class)
  public UUID looked(
      Caller caller,
      Decision decision,
      List<RecordObject> objects,
      Optional<String> purpose,
      @Nullable String justification)
      throws SQLException {
    return record(
        caller,
        decision,
        decision == Decision.PERMITTED ? null : "not-found",
        List.of(),
        objects,
        Optional.empty(),
        purpose,
        justification);
  }

  private UUID record(
      Caller caller,
      Decision decision,
      @Nullable String reason,
      List<Read> read,
      List<RecordObject> asked,
      Optional<String> agreement,
      Optional<String> purpose)
      throws SQLException {
    return record(caller, decision, reason, read, asked, agreement, purpose, null);
  }

  private UUID record(
      Caller caller,
      Decision decision,
      @Nullable String reason,
      List<Read> read,
      List<RecordObject> asked,
      Optional<String> agreement,
      Optional<String> purpose,
      @Nullable String justification)
      throws SQLException {
    List<RecordObject> objects = new ArrayList<>(asked);
    // Whose acts were read: they may know that somebody looked.
    TreeSet<String> owners = new TreeSet<>();
    for (Read one : read) {
      objects.add(RecordObject.ofRecord(one.stored().id().toString()));
      one.disclosure().map(Disclosure::agency).ifPresent(owners::add);
    }
    Disclosure reading =
        new Disclosure(
            UuidCreator.getTimeOrderedEpoch(),
            EMITTER,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            Operation.CONSULTATION,
            decision,
            reason,
            caller.agency(),
            caller.user(),
            List.copyOf(owners),
            List.of(caller.agency()),
            objects,
            agreement.filter(Objects::nonNull).orElse(null),
            null,
            List.of(),
            purpose.orElse(null),
            justification);
    records.add(intake.prepare(reading));
    return reading.id();
  }
}
