package org.mithaq.audit.erasure;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.AgencyFilter;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.log.Checkpoint;
import org.mithaq.audit.log.Merkle;
import org.mithaq.audit.log.Proofs;
import org.mithaq.audit.log.PublishedLog;
import org.mithaq.audit.oversight.IdCursor;
import org.mithaq.audit.oversight.ReadingStore;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.record.AlteredException;
import org.mithaq.audit.record.Decision;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.Erasable;
import org.mithaq.audit.record.Erased;
import org.mithaq.audit.record.EraserStore;
import org.mithaq.audit.record.Opened;
import org.mithaq.audit.record.Operation;
import org.mithaq.audit.record.Place;
import org.mithaq.audit.record.RecordIntake;
import org.mithaq.audit.record.RecordObject;
import org.mithaq.audit.record.RecordStore;
import org.mithaq.audit.record.SealedContent;
import org.mithaq.audit.record.StoredRecord;
import org.mithaq.audit.record.UnreadableException;

/**
 * Erasures in PostgreSQL. What is done and the record of it commit together: the records' keys, the
 * seeds of their salts and their contents are gone in the transaction that writes the entry.
 */
@ApplicationScoped
public class ErasureStore {

  private static final String EMITTER = "audit";
  private static final String COLUMNS =
      "id, state, basis, proposed_at, proposed_by, person, agency, decided_at, decided_by";

  /** Who ordered it has itself been erased since: then nobody did. */
  private static final Problem UNORDERED =
      new Problem.NotErasable(
          List.of(new Problem.Flaw("/authority", "the order is not on record any more")));

  private final DataSource database;
  private final RecordStore records;
  private final EraserStore eraser;
  private final ReadingStore readings;
  private final RecordIntake intake;
  private final PublishedLog log;
  private final ErasureSettings settings;
  private final Clock clock;

  /** A store in this database. */
  public ErasureStore(
      DataSource database,
      RecordStore records,
      EraserStore eraser,
      ReadingStore readings,
      RecordIntake intake,
      PublishedLog log,
      ErasureSettings settings,
      Clock clock) {
    this.log = log;
    this.settings = settings;
    this.database = database;
    this.records = records;
    this.eraser = eraser;
    this.readings = readings;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * What came of a request, which has been recorded either way.
   *
   * @param verdict whether it was done
   * @param erasure the erasure's id
   * @param auditRecord the record of it
   */
  public record Outcome(Proposal.Verdict verdict, UUID erasure, UUID auditRecord) {}

  /**
   * A page of erasures.
   *
   * @param items the erasures, the newest first; of some that were looked at nothing may be shown
   * @param next where the next page begins; empty at the end
   */
  public record Page(List<ErasureView> items, Optional<IdCursor> next) {

    /** Copies the list. */
    public Page {
      items = List.copyOf(items);
      Objects.requireNonNull(next);
    }
  }

  private record Row(
      Proposal proposal,
      Basis basis,
      Instant proposedAt,
      UUID proposedBy,
      @Nullable Instant decidedAt,
      @Nullable UUID decidedBy) {}

  /** The person of these names, acting for this agency. */
  public Person person(String agency, Set<String> names) {
    Set<String> marks = new HashSet<>();
    for (String name : names) {
      marks.add(HexFormat.of().formatHex(intake.reference("person", name)));
    }
    return new Person(agency, marks);
  }

  /** Proposes an erasure; nothing is erased yet. */
  @Transactional(rollbackOn = Exception.class)
  public Outcome propose(Caller caller, Person person, ErasureRequest.Asked asked)
      throws SQLException {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    TreeSet<UUID> ids = new TreeSet<>(asked.records());
    List<RecordObject> signals = new ArrayList<>();
    for (UUID signal : asked.signals()) {
      signals.add(new RecordObject("signal", signal.toString(), null, Naming.NOBODY));
      ids.addAll(about(signal));
    }
    Proposal.Verdict verdict =
        ids.size() > ErasureRequest.MOST
            ? new Proposal.Verdict.No(
                new Problem.NotErasable(
                    List.of(
                        new Problem.Flaw(
                            "/signals",
                            "more than %d records: name them in parts, by their ids"
                                .formatted(ErasureRequest.MOST)))))
            : Proposal.propose(List.copyOf(ids), locked(ids));
    return switch (verdict) {
      case Proposal.Verdict.No no ->
          new Outcome(no, id, refused(caller, no.why().slug(), id, signals));
      case Proposal.Verdict.Go go -> {
        // The signals are not named, or this record would go on telling what the erased ones were
        // about. And it is not an erasure, by which they would be proven to be gone.
        UUID record =
            record(
                Operation.CONSULTATION,
                Decision.PERMITTED,
                null,
                caller.agency(),
                caller.user(),
                Proposal.sides(go.records()),
                Naming.objects(id, go.records(), caller.agency()),
                said(asked.basis(), asked.authority()));
        insert(id, Proposal.State.PROPOSED, asked.basis(), record, person, go.records());
        yield new Outcome(go, id, record);
      }
    };
  }

  private List<UUID> about(UUID signal) throws SQLException {
    return records
        .about(
            List.of(intake.reference("signal", signal.toString())),
            EMITTER,
            Optional.empty(),
            Optional.empty(),
            ErasureRequest.MOST + 1)
        .stream()
        .map(StoredRecord::id)
        .toList();
  }

  /** Approves an erasure, and carries it out. */
  @Transactional(rollbackOn = Exception.class)
  public Outcome approve(Caller caller, Person person, UUID id) throws SQLException {
    Optional<Row> found = lock(id);
    if (found.isEmpty()) {
      return missing(caller, id);
    }
    Row row = found.get();
    if (late(row)) {
      return tooLate(caller, id);
    }
    Optional<Disclosure> proposal = proposal(row);
    String order = proposal.map(Disclosure::justification).orElse(null);
    List<UUID> named = named(id);
    if (proposal.isPresent() && !Naming.named(proposal.get()).equals(Set.copyOf(named))) {
      throw new AlteredException(row.proposedBy(), "list");
    }
    Proposal.Verdict verdict =
        order == null
            ? new Proposal.Verdict.No(UNORDERED)
            : row.proposal().approve(person, locked(named));
    return switch (verdict) {
      case Proposal.Verdict.No no ->
          new Outcome(no, id, refused(caller, no.why().slug(), id, List.of()));
      case Proposal.Verdict.Go go -> {
        UUID entry =
            record(
                Operation.ERASURE,
                Decision.PERMITTED,
                null,
                caller.agency(),
                caller.user(),
                Proposal.sides(go.records()),
                Naming.objects(id, go.records(), caller.agency()),
                order);
        carryOut(id, go.records());
        decide(id, Proposal.State.CARRIED_OUT, entry);
        yield new Outcome(go, id, entry);
      }
    };
  }

  private Outcome tooLate(Caller caller, UUID id) throws SQLException {
    lapse(id);
    Problem why = new Problem.ErasureDecided();
    return new Outcome(
        new Proposal.Verdict.No(why), id, refused(caller, why.slug(), id, List.of()));
  }

  private Outcome missing(Caller caller, UUID id) throws SQLException {
    UUID record = readings.notFound(caller, object(id.toString()), Optional.empty());
    return new Outcome(new Proposal.Verdict.No(new Problem.NotFound()), id, record);
  }

  /** Rejects an erasure before it is carried out. */
  @Transactional(rollbackOn = Exception.class)
  public Outcome reject(Caller caller, UUID id) throws SQLException {
    Optional<Row> found = lock(id);
    if (found.isEmpty()) {
      return missing(caller, id);
    }
    if (late(found.get())) {
      return tooLate(caller, id);
    }
    Proposal.Verdict verdict = found.get().proposal().reject();
    return switch (verdict) {
      case Proposal.Verdict.No no ->
          new Outcome(no, id, refused(caller, no.why().slug(), id, List.of()));
      case Proposal.Verdict.Go go -> {
        List<Erasable> about = locked(named(id));
        UUID record =
            record(
                Operation.ERASURE,
                Decision.REFUSED,
                "rejected",
                caller.agency(),
                caller.user(),
                Proposal.sides(about),
                Naming.objects(id, about, caller.agency()),
                null);
        decide(id, Proposal.State.REJECTED, record);
        yield new Outcome(go, id, record);
      }
    };
  }

  /**
   * Has the oldest erasure lapse that nobody has decided in time.
   *
   * @return whether there may be more
   */
  @Transactional(rollbackOn = Exception.class)
  public boolean lapse() throws SQLException {
    Optional<Row> found;
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select "
                    + COLUMNS
                    + " from erasure where state = 'proposed' and proposed_at <= ?"
                    + " order by id limit 1 for update skip locked")) {
      select.setObject(1, now().minus(settings.lapse()).atOffset(ZoneOffset.UTC));
      found = rows(select).stream().findFirst();
    }
    if (found.isEmpty()) {
      return false;
    }
    lapse(found.get().proposal().id());
    return true;
  }

  /** What it names is known by what it says, so that no row that was altered keeps it open. */
  private void lapse(UUID id) throws SQLException {
    List<Erasable> about = bySaying(eraser.lock(named(id)));
    UUID record =
        record(
            Operation.ERASURE,
            Decision.REFUSED,
            "lapsed",
            EMITTER,
            null,
            Proposal.sides(about),
            Naming.objects(id, about, EMITTER),
            null);
    decide(id, Proposal.State.LAPSED, record);
  }

  private boolean late(Row row) {
    return row.proposal().state() == Proposal.State.PROPOSED
        && !settings.lapses(row.proposedAt()).isAfter(now());
  }

  /**
   * Erases the oldest records that were entered before this day, under one entry.
   *
   * @param most how many at most
   * @return whether there may be more
   * @throws AlteredException when an entry is not the one that was published: then nothing is
   *     erased
   */
  @Transactional(rollbackOn = Exception.class)
  public boolean retain(LocalDate before, int most) throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (!alone(connection)) {
        return false;
      }
      List<Erasable> oldest = eraser.oldest(retained(connection), most);
      List<Erasable> due =
          oldest.stream().takeWhile(r -> r.day().orElseThrow().isBefore(before)).toList();
      if (due.isEmpty()) {
        return false;
      }
      List<Erasable> erasable = bySaying(due).stream().filter(r -> r.obstacle().isEmpty()).toList();
      checkPublished(erasable);
      if (!erasable.isEmpty()) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        UUID entry =
            record(
                Operation.ERASURE,
                Decision.PERMITTED,
                null,
                EMITTER,
                null,
                Proposal.sides(erasable),
                Naming.objects(id, erasable, EMITTER),
                said(Basis.RETENTION, "entered before " + before));
        Person self = person(EMITTER, Set.of(EMITTER));
        insert(id, Proposal.State.PROPOSED, Basis.RETENTION, entry, self, erasable);
        carryOut(id, erasable);
        decide(id, Proposal.State.CARRIED_OUT, entry);
      }
      try (PreparedStatement update =
          connection.prepareStatement("update retention set place = ?")) {
        update.setLong(1, due.getLast().place() + 1);
        update.executeUpdate();
      }
      return due.size() == most;
    }
  }

  /**
   * Retention goes by the day in the entry: it must be the one that was published, or whoever
   * writes the database could have evidence erased before its time.
   */
  private void checkPublished(List<Erasable> due) throws SQLException {
    Map<Integer, Optional<PublishedLog.Signed>> newest = new HashMap<>();
    Map<Integer, Proofs> proofs = new HashMap<>();
    for (StoredRecord record : records.findAll(due.stream().map(Erasable::id).toList())) {
      Place place = record.place().orElseThrow();
      int year = place.year();
      Optional<Checkpoint> covers =
          newest
              .computeIfAbsent(year, this::published)
              .map(PublishedLog.Signed::checkpoint)
              .filter(checkpoint -> checkpoint.size() > place.position());
      if (covers.isEmpty()
          || !Arrays.equals(
              proofs.computeIfAbsent(year, y -> log.proofs(y, covers.get())).leaf(place.position()),
              Merkle.leaf(place.entry()))) {
        throw new AlteredException(record.id(), "entry");
      }
    }
  }

  private Optional<PublishedLog.Signed> published(int year) {
    try {
      return log.checkpoint(year);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean alone(Connection connection) throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement(
                "select pg_try_advisory_xact_lock(hashtext('mithaq.retention'))");
        ResultSet row = lock.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static long retained(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select place from retention");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("it is not known how far retention has come");
      }
      return row.getLong(1);
    }
  }

  /**
   * Erases again what was erased before and is there once more, as after the restoring of a backup.
   * Only what an erasure names that the log proves: whoever writes the database could else have
   * evidence erased.
   *
   * @return how many records
   */
  @Transactional(rollbackOn = Exception.class)
  public int eraseAgain() throws SQLException {
    Map<UUID, Set<UUID>> named = new HashMap<>();
    Set<UUID> again = new TreeSet<>();
    for (EraserStore.Returned one : eraser.returned()) {
      Set<UUID> by = named.get(one.proof());
      if (by == null) {
        by = erasedBy(one.proof());
        named.put(one.proof(), by);
      }
      if (by.contains(one.record())) {
        again.add(one.record());
      }
    }
    if (!again.isEmpty()) {
      eraser.destroy(again);
    }
    return again.size();
  }

  private Set<UUID> erasedBy(UUID proof) throws SQLException {
    try {
      return opened(proof).filter(Erased::isErasure).map(Naming::named).orElse(Set.of());
    } catch (AlteredException e) {
      // What proves nothing erases nothing; the inspection comes upon it.
      return Set.of();
    }
  }

  /** The erasure of this id if this caller may see it; either way the attempt is recorded. */
  @Transactional(rollbackOn = Exception.class)
  public ReadingStore.Reading<Optional<ErasureView>> read(
      Caller caller, UUID id, Optional<String> purpose) throws SQLException {
    Optional<ErasureView> view = find(caller, id);
    RecordObject object = object(id.toString());
    UUID record =
        view.isPresent()
            ? readings.consulted(caller, List.of(object), purpose)
            : readings.notFound(caller, object, purpose);
    return new ReadingStore.Reading<>(view, record);
  }

  /**
   * The erasure of this id as this caller may see it, to whom it is told as the outcome of what it
   * did; empty when there is none, or none of its side.
   */
  @Transactional(rollbackOn = Exception.class)
  public Optional<ErasureView> find(Caller caller, UUID id) throws SQLException {
    Optional<Row> row;
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select " + COLUMNS + " from erasure where id = ?")) {
      select.setObject(1, id);
      row = rows(select).stream().findFirst();
    }
    return row.isEmpty() ? Optional.empty() : view(caller, row.get());
  }

  /** Erasures that concern this caller's side, the newest first; the reading is recorded. */
  @Transactional(rollbackOn = Exception.class)
  public ReadingStore.Reading<Page> page(
      Caller caller,
      Optional<Proposal.State> state,
      Optional<UUID> after,
      int limit,
      Optional<String> purpose)
      throws SQLException {
    Optional<String> side = ReadingStore.side(caller);
    List<ErasureView> page = new ArrayList<>();
    List<Row> found;
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select "
                    + COLUMNS
                    + " from erasure e where (?::text is null or state = ?)"
                    + " and (?::uuid is null or id < ?) and (?::text is null or exists ("
                    + " select from erasure_record n join record r on r.id = n.record"
                    + " where n.erasure = e.id and r.sides @> array[?]::text[]))"
                    + " order by id desc limit ?")) {
      String code = state.map(Proposal.State::code).orElse(null);
      select.setString(1, code);
      select.setString(2, code);
      select.setObject(3, after.orElse(null));
      select.setObject(4, after.orElse(null));
      select.setString(5, side.orElse(null));
      select.setString(6, side.orElse(null));
      select.setInt(7, limit);
      found = rows(select);
    }
    for (Row row : found) {
      view(caller, row).ifPresent(page::add);
    }
    Optional<IdCursor> next =
        found.size() < limit
            ? Optional.empty()
            : Optional.of(new IdCursor(found.getLast().proposal().id()));
    UUID record =
        readings.consulted(caller, page.stream().map(one -> object(one.id())).toList(), purpose);
    return new ReadingStore.Reading<>(new Page(page, next), record);
  }

  private static RecordObject object(String erasure) {
    return new RecordObject("erasure", erasure, null, null);
  }

  private Optional<ErasureView> view(Caller caller, Row row) throws SQLException {
    UUID id = row.proposal().id();
    Optional<String> side = ReadingStore.side(caller);
    List<String> of = visible(id, side);
    if (side.isPresent() && of.isEmpty()) {
      return Optional.empty();
    }
    Optional<Disclosure> proposal = proposal(row);
    Optional<Disclosure> decision =
        row.decidedBy() == null ? Optional.empty() : opened(row.decidedBy());
    if (side.isPresent()) {
      // The newer one may name fewer, and is kept for longer.
      Optional<Disclosure> names = decision.or(() -> proposal);
      if (names.isEmpty()) {
        return Optional.empty();
      }
      for (String record : of) {
        if (!Naming.names(names.get(), record, side.get())) {
          throw new AlteredException(UUID.fromString(record), "sides");
        }
      }
    }
    String authority =
        proposal
            .filter(said -> sees(caller, said))
            .map(Disclosure::justification)
            .map(said -> said.substring(said(row.basis(), "").length()))
            .orElse(null);
    return Optional.of(
        new ErasureView(
            id.toString(),
            row.proposal().state().code(),
            row.basis().code(),
            row.basis().article(),
            authority,
            act(caller, row.proposedAt(), row.proposedBy(), proposal),
            row.decidedAt() == null ? settings.lapses(row.proposedAt()) : null,
            row.decidedAt() == null || row.decidedBy() == null
                ? null
                : act(caller, row.decidedAt(), row.decidedBy(), decision),
            of));
  }

  private static boolean sees(Caller caller, Disclosure said) {
    return caller.oversight() || said.agency().equals(caller.agency());
  }

  private static ErasureView.Act act(
      Caller caller, Instant at, UUID record, Optional<Disclosure> said) {
    return new ErasureView.Act(
        at,
        said.map(Disclosure::agency).orElse(null),
        said.filter(s -> sees(caller, s)).map(Disclosure::user).orElse(null),
        record.toString());
  }

  private static String said(Basis basis, String authority) {
    return Erased.ordered(basis.code()) + authority;
  }

  /**
   * What the record of the proposal says, if it is still there. What lies in clear of it must be
   * what it says: whoever writes the database could else have one person pass for two.
   */
  private Optional<Disclosure> proposal(Row row) throws SQLException {
    Optional<Disclosure> proposal = opened(row.proposedBy());
    if (proposal.isPresent()) {
      Person person = row.proposal().proposer();
      Disclosure said = proposal.get();
      Set<String> names = AgencyFilter.names(said.user());
      String order = said.justification();
      String altered = null;
      if (!Naming.isOf(said, row.proposal().id())) {
        altered = "proposed_by";
      } else if (!said.agency().equals(person.agency())) {
        altered = "agency";
      } else if (!names.isEmpty() && !person.isAlso(person(said.agency(), names))) {
        altered = "person";
      } else if (order == null || !order.startsWith(said(row.basis(), ""))) {
        altered = "basis";
      }
      if (altered != null) {
        throw new AlteredException(row.proposedBy(), altered);
      }
    }
    return proposal;
  }

  private Optional<Disclosure> opened(UUID id) throws SQLException {
    return records.find(id, Optional.empty()).flatMap(intake::open).flatMap(Opened::disclosure);
  }

  /** Those of these records that are there, locked, and nothing believed that they do not say. */
  private List<Erasable> locked(Collection<UUID> ids) throws SQLException {
    List<Erasable> found = eraser.lock(ids);
    records.findAll(ids).forEach(intake::open);
    return found;
  }

  /**
   * What is due, by what it says: a row that has been altered neither stops retention nor bends it.
   */
  private List<Erasable> bySaying(List<Erasable> due) throws SQLException {
    Map<UUID, Optional<Disclosure>> said = new HashMap<>();
    for (StoredRecord stored : records.findAll(due.stream().map(Erasable::id).toList())) {
      said.put(stored.id(), stored.sealed().flatMap(content -> said(stored, content)));
    }
    return due.stream().map(one -> one.by(said.getOrDefault(one.id(), Optional.empty()))).toList();
  }

  private Optional<Disclosure> said(StoredRecord stored, SealedContent content) {
    try {
      return intake.open(stored.id(), stored.emitter(), content).disclosure();
    } catch (IllegalStateException | UnreadableException e) {
      return Optional.empty();
    }
  }

  private List<UUID> named(UUID erasure) throws SQLException {
    return visible(erasure, Optional.empty()).stream().map(UUID::fromString).toList();
  }

  private List<String> visible(UUID erasure, Optional<String> side) throws SQLException {
    String sql =
        side.isPresent()
            ? "select n.record from erasure_record n join record r on r.id = n.record"
                + " where n.erasure = ? and r.sides @> array[?]::text[] order by n.record"
            : "select record from erasure_record where erasure = ? order by record";
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, erasure);
      if (side.isPresent()) {
        select.setString(2, side.get());
      }
      List<String> ids = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      return ids;
    }
  }

  private Optional<Row> lock(UUID id) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select " + COLUMNS + " from erasure where id = ? for update")) {
      select.setObject(1, id);
      return rows(select).stream().findFirst();
    }
  }

  private static List<Row> rows(PreparedStatement select) throws SQLException {
    List<Row> found = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Set<String> marks = new HashSet<>();
        for (byte[] mark : (byte[][]) rows.getArray("person").getArray()) {
          marks.add(HexFormat.of().formatHex(mark));
        }
        OffsetDateTime decided = rows.getObject("decided_at", OffsetDateTime.class);
        found.add(
            new Row(
                new Proposal(
                    rows.getObject("id", UUID.class),
                    Proposal.State.of(rows.getString("state")).orElseThrow(),
                    new Person(rows.getString("agency"), marks)),
                Basis.of(rows.getString("basis")).orElseThrow(),
                rows.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                rows.getObject("proposed_by", UUID.class),
                decided == null ? null : decided.toInstant(),
                rows.getObject("decided_by", UUID.class)));
      }
    }
    return found;
  }

  private void insert(
      UUID id,
      Proposal.State state,
      Basis basis,
      UUID record,
      Person person,
      Collection<Erasable> about)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into erasure (id, state, basis, proposed_at, proposed_by, person, agency)"
                  + " values (?, ?, ?, ?, ?, ?, ?)")) {
        insert.setObject(1, id);
        insert.setString(2, state.code());
        insert.setString(3, basis.code());
        insert.setObject(4, now().atOffset(ZoneOffset.UTC));
        insert.setObject(5, record);
        insert.setArray(
            6,
            connection.createArrayOf(
                "bytea",
                person.marks().stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new)));
        insert.setString(7, person.agency());
        insert.executeUpdate();
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into erasure_record (erasure, record) values (?, ?)")) {
        for (Erasable one : about) {
          insert.setObject(1, id);
          insert.setObject(2, one.id());
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  /** Of those that were proposed, the erasure names from now on those that it erased. */
  private void carryOut(UUID id, List<Erasable> erased) throws SQLException {
    List<UUID> ids = erased.stream().map(Erasable::id).toList();
    eraser.destroy(ids);
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement(
                "delete from erasure_record where erasure = ? and record <> all(?)")) {
      delete.setObject(1, id);
      delete.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
      delete.executeUpdate();
    }
  }

  private void decide(UUID id, Proposal.State state, UUID record) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update erasure set state = ?, decided_at = ?, decided_by = ?"
                    + " where id = ? and state = 'proposed'")) {
      update.setString(1, state.code());
      update.setObject(2, now().atOffset(ZoneOffset.UTC));
      update.setObject(3, record);
      update.setObject(4, id);
      if (update.executeUpdate() != 1) {
        throw new SQLException("an erasure was decided twice");
      }
    }
  }

  private UUID refused(Caller caller, String reason, UUID erasure, List<RecordObject> more)
      throws SQLException {
    List<RecordObject> objects = new ArrayList<>(Naming.objects(erasure, List.of(), EMITTER));
    objects.addAll(more);
    return record(
        Operation.ERASURE,
        Decision.REFUSED,
        reason,
        caller.agency(),
        caller.user(),
        List.of(),
        objects,
        null);
  }

  private UUID record(
      Operation operation,
      Decision decision,
      @Nullable String reason,
      String agency,
      @Nullable String user,
      Collection<String> owners,
      List<RecordObject> objects,
      @Nullable String justification)
      throws SQLException {
    Disclosure record =
        new Disclosure(
            UuidCreator.getTimeOrderedEpoch(),
            EMITTER,
            now(),
            operation,
            decision,
            reason,
            agency,
            user,
            List.copyOf(owners),
            List.of(),
            objects,
            null,
            null,
            List.of(),
            null,
            justification);
    records.add(intake.prepare(record));
    return record.id();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
