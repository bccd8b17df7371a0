package org.mithaq.audit.oversight;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.record.Decision;
import org.mithaq.audit.record.Disclosure;
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

  private final RecordStore records;
  private final RecordIntake intake;
  private final Clock clock;

  /** Reads from these records. */
  public ReadingStore(RecordStore records, RecordIntake intake, Clock clock) {
    this.records = records;
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

    /** What it says, where it says something. */
    public Optional<Disclosure> disclosure() {
      return opened.flatMap(Opened::disclosure);
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
    for (StoredRecord stored : records.page(filter, side(caller), after, limit)) {
      page.add(read(stored));
    }
    UUID record =
        record(caller, Decision.PERMITTED, null, page, List.of(), filter.agreement(), purpose);
    return new Reading<>(page, record);
  }

  /** The record of this id if this caller may see it; either way the attempt is recorded. */
  @Transactional(rollbackOn = Exception.class)
  public Reading<Optional<Read>> find(Caller caller, UUID id, Optional<String> purpose)
      throws SQLException {
    Optional<StoredRecord> stored = records.find(id, side(caller));
    if (stored.isEmpty()) {
      UUID record =
          record(
              caller,
              Decision.REFUSED,
              "not-found",
              List.of(),
              List.of(RecordObject.ofRecord(id.toString())),
              Optional.empty(),
              purpose);
      return new Reading<>(Optional.empty(), record);
    }
    Read read = read(stored.get());
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

  /** Whether the record of this id is there for this caller, without reading it. */
  @Transactional
  public Optional<StoredRecord> peek(Caller caller, UUID id) throws SQLException {
    return records.find(id, side(caller));
  }

  /** Records that somebody was refused before anything was looked at. */
  @Transactional(rollbackOn = Exception.class)
  public UUID refused(Caller caller, String reason) throws SQLException {
    return record(
        caller, Decision.REFUSED, reason, List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  private Read read(StoredRecord stored) {
    return new Read(
        stored, stored.sealed().map(s -> intake.open(stored.id(), stored.emitter(), s)));
  }

  private static Optional<String> side(Caller caller) {
    return caller.oversight() ? Optional.empty() : Optional.of(caller.agency());
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
            null);
    records.add(intake.prepare(reading));
    return reading.id();
  }
}
