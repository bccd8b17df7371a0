package org.mithaq.exchange.signal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.OutboxEvent;
import org.mithaq.exchange.outbox.OutboxStore;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemType;
import org.mithaq.exchange.release.ReleaseStore;
import org.mithaq.exchange.selector.MatchingKeys;

/**
 * Keeps signals. Every method is one transaction, with all events and records that belong to it:
 * when it returns, they are committed; when it throws {@link NothingStoredException}, nothing was
 * done.
 */
@ApplicationScoped
public class SignalStore {

  private static final String COLUMNS =
      """
      id, agency, reference_hash, content_hash, version, state, agreement, agreement_version, article, purpose, crime,
      release, tlp, audience, accepted_at, changed_at, expires_at, protected, view, content_key, content,
      content_version, record
      """;

  /** What is left of what is erased: neither the content nor what would find it. */
  private static final String ERASED = "content = null, content_key = null, tokens = null";

  private final DataSource database;
  private final OutboxStore outbox;
  private final ReleaseStore releases;
  private final Topics topics;
  private final Clock clock;
  private final Ids ids;
  private final String basis;
  private final String viewBasis;

  @Inject
  SignalStore(
      DataSource database,
      OutboxStore outbox,
      ReleaseStore releases,
      Topics topics,
      Clock clock,
      Ids ids,
      MatchingKeys keys) {
    this.database = database;
    this.outbox = outbox;
    this.releases = releases;
    this.topics = topics;
    this.clock = clock;
    this.ids = ids;
    this.basis = keys.basis();
    this.viewBasis = SignalView.basis(keys, topics);
  }

  // ---------------------------------------------------------------------------------------------------- publishing

  /**
   * Does all entries of one agency at once.
   *
   * @param idempotency how long a kept answer is valid
   * @return what became of each, in the same order
   */
  @Transactional(value = Transactional.TxType.REQUIRES_NEW)
  public List<Entry.Outcome> accept(AgencyId agency, List<Entry> entries, Duration idempotency) {
    try (Connection connection = database.getConnection()) {
      Map<Entry, Entry.Outcome> outcomes = new IdentityHashMap<>();
      List<OutboxEvent> events = new ArrayList<>();
      List<Entry.Publish> fresh = new ArrayList<>();
      for (Entry entry : entries) {
        switch (entry) {
          case Entry.Publish publish -> {
            Optional<Entry.Outcome> repeated = claim(connection, agency, publish, idempotency);
            repeated.ifPresentOrElse(o -> outcomes.put(publish, o), () -> fresh.add(publish));
          }
          case Entry.Refuse(DisclosureRecord refusal) ->
              outcomes.put(entry, new Entry.Outcome.Recorded());
        }
      }
      Set<UUID> inserted = insert(connection, agency, fresh);
      Map<ByteBuffer, Row> known = known(connection, agency, fresh, inserted);
      for (Entry.Publish publish : fresh) {
        outcomes.put(publish, outcome(publish, inserted, known));
      }
      for (Entry entry : entries) {
        Entry.Outcome outcome = outcomes.get(entry);
        if (entry instanceof Entry.Publish publish && outcome != null) {
          finish(connection, agency, publish, outcome, events);
        } else if (entry instanceof Entry.Refuse(DisclosureRecord refusal)) {
          events.add(refusal.event(topics));
        }
      }
      outbox.append(events);
      return entries.stream().map(e -> Objects.requireNonNull(outcomes.get(e))).toList();
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  /**
   * Takes the idempotency key of a request. A concurrent request with the same key waits here until
   * this one's transaction has ended.
   *
   * @return the outcome, if the key was taken before
   */
  private static Optional<Entry.Outcome> claim(
      Connection connection, AgencyId agency, Entry.Publish publish, Duration idempotency)
      throws SQLException {
    if (publish.key().isEmpty()) {
      return Optional.empty();
    }
    Entry.Key key = publish.key().get();
    Instant now = publish.draft().acceptedAt();
    String insert =
        """
        insert into idempotency as kept (agency, path, key_hash, body_hash, answer, created_at)
        values (?, ?, ?, ?, ?, ?)
        on conflict (agency, path, key_hash) do update
          set body_hash = excluded.body_hash, answer = excluded.answer, created_at = excluded.created_at
          where kept.created_at < ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setString(1, agency.value());
      statement.setString(2, key.path());
      statement.setBytes(3, key.hash());
      statement.setBytes(4, publish.contentHash());
      statement.setBytes(5, key.answer());
      statement.setObject(6, utc(now));
      statement.setObject(7, utc(now.minus(idempotency)));
      if (statement.executeUpdate() == 1) {
        return Optional.empty();
      }
    }
    String select =
        "select body_hash, answer from idempotency where agency = ? and path = ? and key_hash = ?";
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setString(1, agency.value());
      statement.setString(2, key.path());
      statement.setBytes(3, key.hash());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (Arrays.equals(row.getBytes(1), publish.contentHash())) {
          return Optional.of(new Entry.Outcome.Repeated(row.getBytes(2)));
        }
      }
    }
    DisclosureRecord refusal =
        publish.refusal().apply(ProblemType.IDEMPOTENCY_KEY_REUSED, Optional.empty());
    return Optional.of(
        new Entry.Outcome.Refused(ProblemType.IDEMPOTENCY_KEY_REUSED, Optional.empty(), refusal));
  }

  private Set<UUID> insert(Connection connection, AgencyId agency, List<Entry.Publish> fresh)
      throws SQLException {
    if (fresh.isEmpty()) {
      return Set.of();
    }
    // In one order for everybody: two batches with the same references must not wait for each
    // other.
    List<Entry.Publish> ordered =
        fresh.stream()
            .sorted(
                (a, b) ->
                    Arrays.compareUnsigned(
                        a.referenceHash() == null ? new byte[0] : a.referenceHash(),
                        b.referenceHash() == null ? new byte[0] : b.referenceHash()))
            .toList();
    String sql =
        "insert into signal ("
            + COLUMNS
            + """
            , tokens, token_basis, view_basis) select id, ?, reference_hash, content_hash, 1, 'active', agreement,
              agreement_version, article, purpose,
              crime, release, tlp, string_to_array(audience, ' '), accepted_at, accepted_at, expires_at, protected,
              view, content_key, content, 1, record, string_to_array(tokens, ' ')::uuid[], token_basis, view_basis
            from unnest(?::uuid[], ?::bytea[], ?::bytea[], ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::boolean[], ?::text[], ?::bytea[],
              ?::bytea[], ?::uuid[], ?::text[], ?::text[], ?::text[])
              as fresh (id, reference_hash, content_hash, agreement, agreement_version, article, purpose, crime, release,
                tlp, audience, accepted_at, expires_at, protected, view, content_key, content, record,
                tokens, token_basis, view_basis)
            on conflict (agency, reference_hash) where reference_hash is not null do nothing
            returning id
            """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, agency.value());
      Columns columns = new Columns(connection, statement, ordered);
      columns.add("uuid", e -> e.draft().id());
      columns.add("bytea", Entry.Publish::referenceHash);
      columns.add("bytea", Entry.Publish::contentHash);
      columns.add("text", e -> e.draft().agreement().id());
      columns.add("integer", e -> e.draft().agreement().version());
      columns.add("text", e -> e.draft().article().id());
      columns.add("text", e -> e.draft().signal().purpose().code());
      columns.add("text", e -> e.draft().signal().crime().code());
      columns.add("text", e -> e.draft().signal().handling().release().code());
      columns.add("text", e -> e.draft().signal().handling().tlp().code());
      columns.add(
          "text",
          e -> e.draft().audience().stream().map(AgencyId::value).collect(Collectors.joining(" ")));
      columns.add("timestamptz", e -> e.draft().acceptedAt().toString());
      columns.add("timestamptz", e -> e.draft().expiresAt().toString());
      columns.add("boolean", e -> e.draft().signal().isProtected());
      columns.add("text", Entry.Publish::view);
      columns.add("bytea", e -> e.sealed().key());
      columns.add("bytea", e -> e.sealed().content());
      columns.add("uuid", e -> e.collection().id());
      columns.add("text", e -> String.join(" ", Draft.Matchable.tokensOf(e.draft().selectors())));
      columns.add("text", e -> basis);
      columns.add("text", e -> viewBasis);
      Set<UUID> inserted = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          inserted.add(rows.getObject(1, UUID.class));
        }
      }
      return inserted;
    }
  }

  /** Fills the parameters of a statement, an array a column. */
  private static final class Columns {

    private final Connection connection;
    private final PreparedStatement statement;
    private final List<Entry.Publish> entries;
    private int next = 2;

    Columns(Connection connection, PreparedStatement statement, List<Entry.Publish> entries) {
      this.connection = connection;
      this.statement = statement;
      this.entries = entries;
    }

    void add(String type, Function<Entry.Publish, @Nullable Object> value) throws SQLException {
      @Nullable Object[] values =
          type.equals("bytea") ? new byte[entries.size()][] : new Object[entries.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value.apply(entries.get(i));
      }
      statement.setArray(next++, connection.createArrayOf(type, values));
    }
  }

  /** A signal with the hash of its canonical content. */
  private record Row(byte[] contentHash, StoredSignal signal) {}

  /** The signals that already had the references which could not be inserted. */
  private static Map<ByteBuffer, Row> known(
      Connection connection, AgencyId agency, List<Entry.Publish> fresh, Set<UUID> inserted)
      throws SQLException {
    byte[][] missing =
        fresh.stream()
            .filter(p -> !inserted.contains(p.draft().id()))
            .map(Entry.Publish::referenceHash)
            .toArray(byte[][]::new);
    Map<ByteBuffer, Row> known = new HashMap<>();
    if (missing.length == 0) {
      return known;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "select "
                + COLUMNS
                + " from signal where agency = ? and reference_hash = any (?::bytea[])")) {
      select.setString(1, agency.value());
      Array hashes = connection.createArrayOf("bytea", missing);
      select.setArray(2, hashes);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          known.put(ByteBuffer.wrap(rows.getBytes("reference_hash")), row(rows));
        }
      }
    }
    return known;
  }

  private static Entry.Outcome outcome(
      Entry.Publish publish, Set<UUID> inserted, Map<ByteBuffer, Row> known) {
    if (inserted.contains(publish.draft().id())) {
      return new Entry.Outcome.Stored();
    }
    byte[] hash = publish.referenceHash();
    Row row = hash == null ? null : known.get(ByteBuffer.wrap(hash));
    if (row == null) {
      throw new IllegalStateException("a signal was neither inserted nor known");
    }
    if (Arrays.equals(row.contentHash(), publish.contentHash())) {
      return new Entry.Outcome.Known(row.signal());
    }
    DisclosureRecord.Subject existing =
        DisclosureRecord.Subject.signal(row.signal().id(), row.signal().version());
    DisclosureRecord refusal =
        publish.refusal().apply(ProblemType.REFERENCE_CONFLICT, Optional.of(existing));
    return new Entry.Outcome.Refused(
        ProblemType.REFERENCE_CONFLICT, Optional.of(row.signal().id()), refusal);
  }

  private void finish(
      Connection connection,
      AgencyId agency,
      Entry.Publish publish,
      Entry.Outcome outcome,
      List<OutboxEvent> events)
      throws SQLException {
    switch (outcome) {
      case Entry.Outcome.Stored stored -> {
        events.add(view(publish.draft().id(), publish.draft().acceptedAt(), publish.view()));
        events.add(publish.collection().event(topics));
      }
      case Entry.Outcome.Known signal -> release(connection, agency, publish);
      case Entry.Outcome.Refused(
              ProblemType why,
              Optional<UUID> existing,
              DisclosureRecord record) -> {
        if (why == ProblemType.REFERENCE_CONFLICT) {
          release(connection, agency, publish);
        }
        events.add(record.event(topics));
      }
      case Entry.Outcome.Repeated repeated -> {
        // The first request has left everything that there is to leave.
      }
      case Entry.Outcome.Recorded recorded ->
          throw new IllegalStateException("a signal is no refusal");
    }
  }

  /** Only what was created is remembered under a key: whatever was not may be asked again. */
  private static void release(Connection connection, AgencyId agency, Entry.Publish publish)
      throws SQLException {
    if (publish.key().isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from idempotency where agency = ? and path = ? and key_hash = ?")) {
      delete.setString(1, agency.value());
      delete.setString(2, publish.key().get().path());
      delete.setBytes(3, publish.key().get().hash());
      delete.executeUpdate();
    }
  }

  private OutboxEvent view(UUID signal, Instant at, @Nullable String view) {
    return new OutboxEvent(
        ids.next(),
        topics.signals(),
        signal.toString(),
        OutboxEvent.SIGNAL,
        signal.toString(),
        at,
        view == null ? null : view.getBytes(StandardCharsets.UTF_8));
  }

  // ------------------------------------------------------------------------------------------------------- reading

  /**
   * A reading that has been decided.
   *
   * @param verdict what may be done
   * @param signal the signal, if there is one
   * @param record the record of the reading or of its refusal
   */
  public record Reading(
      Access.Verdict verdict, Optional<StoredSignal> signal, DisclosureRecord record) {}

  /**
   * Reads a signal: decides and records in one transaction.
   *
   * @param decide gets the signal, if there is one, and whether it was released to the reader
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Reading read(
      UUID id, AgencyId reader, BiFunction<Optional<StoredSignal>, Boolean, Reading> decide) {
    try (Connection connection = database.getConnection()) {
      Optional<StoredSignal> signal = find(connection, id, "");
      Reading reading = decide.apply(signal, signal.isPresent() && releases.isReleased(id, reader));
      outbox.append(List.of(reading.record().event(topics)));
      return reading;
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  /**
   * A page of an agency's own signals, the newest first, with its record.
   *
   * @param before the last one of the page before
   * @param limit how many at most
   * @param record makes the record of the page
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Page own(
      AgencyId agency,
      Optional<UUID> before,
      int limit,
      Function<List<StoredSignal>, DisclosureRecord> record) {
    String sql =
        "select " + COLUMNS + " from signal where agency = ? and id < ? order by id desc limit ?";
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, agency.value());
      select.setObject(2, before.orElse(new UUID(-1L, -1L)));
      select.setInt(3, limit + 1);
      List<StoredSignal> signals = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          signals.add(stored(rows));
        }
      }
      boolean more = signals.size() > limit;
      List<StoredSignal> shown = more ? signals.subList(0, limit) : signals;
      DisclosureRecord consulted = record.apply(shown);
      outbox.append(List.of(consulted.event(topics)));
      return new Page(shown, more, consulted.id());
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  /**
   * Some signals.
   *
   * @param signals the signals
   * @param more whether there are others behind
   * @param record the record of the reading
   */
  public record Page(List<StoredSignal> signals, boolean more, UUID record) {

    /** Copies the signals. */
    public Page {
      signals = List.copyOf(signals);
    }
  }

  // ------------------------------------------------------------------------------------------------------ searching

  /**
   * What is told of a signal that was searched for.
   *
   * @param id its id
   * @param agency the originator
   * @param version its newest version
   * @param active false once it is withdrawn
   * @param agreement the agreement's id
   * @param agreementVersion the agreement's version at acceptance
   * @param article the article
   * @param acceptedAt when it was accepted
   * @param tokens what it is found by
   */
  record Found(
      UUID id,
      AgencyId agency,
      int version,
      boolean active,
      String agreement,
      int agreementVersion,
      String article,
      Instant acceptedAt,
      Set<String> tokens) {

    /** Copies the tokens. */
    Found {
      tokens = Set.copyOf(tokens);
    }

    @Override
    public String toString() {
      return "Found[" + id + "]";
    }
  }

  /**
   * What was found.
   *
   * @param signals the signals
   * @param more whether there are others behind
   * @param record the record of the reading
   */
  record FoundPage(List<Found> signals, boolean more, UUID record) {

    /** Copies the signals. */
    FoundPage {
      signals = List.copyOf(signals);
    }
  }

  /**
   * A page of the signals that have one of some tokens, the newest first, with its record. What is
   * erased or expired is not among them.
   *
   * @param tokens in hexadecimal
   * @param originator whose signals alone; empty: everybody's
   * @param before the last one of the page before
   * @param limit how many at most
   * @param record makes the record of the page
   * @return empty, and nothing recorded, while tokens of kept signals are made anew
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  Optional<FoundPage> search(
      Set<String> tokens,
      Optional<AgencyId> originator,
      Optional<UUID> before,
      int limit,
      Function<List<Found>, DisclosureRecord> record) {
    // Token by token, and sorted afterwards: a planner that hopes to fill a page early would walk
    // through all signals instead.
    String sql =
        """
        with hit as materialized (
          select id, agency, version, state, agreement, agreement_version, article, accepted_at, tokens
          from unnest(?::uuid[]) as asked (token) join signal on tokens @> array[asked.token]
          where expires_at > ? and id < ?%s
        )
        select distinct on (id) * from hit order by id desc limit ?
        """
            .formatted(originator.isPresent() ? " and agency = ?" : "");
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      if (isStale(connection)) {
        return Optional.empty();
      }
      int next = 1;
      select.setArray(next++, connection.createArrayOf("uuid", tokens.toArray()));
      select.setObject(next++, utc(clock.instant()));
      select.setObject(next++, before.orElse(new UUID(-1L, -1L)));
      if (originator.isPresent()) {
        select.setString(next++, originator.get().value());
      }
      select.setInt(next, limit + 1);
      List<Found> signals = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          signals.add(found(rows));
        }
      }
      boolean more = signals.size() > limit;
      List<Found> shown = more ? signals.subList(0, limit) : signals;
      DisclosureRecord consulted = record.apply(shown);
      outbox.append(List.of(consulted.event(topics)));
      return Optional.of(new FoundPage(shown, more, consulted.id()));
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  private static Found found(ResultSet row) throws SQLException {
    UUID[] tokens = (UUID[]) row.getArray("tokens").getArray();
    return new Found(
        row.getObject("id", UUID.class),
        new AgencyId(row.getString("agency")),
        row.getInt("version"),
        "active".equals(row.getString("state")),
        row.getString("agreement"),
        row.getInt("agreement_version"),
        row.getString("article"),
        instant(row, "accepted_at"),
        Arrays.stream(tokens).map(t -> t.toString().replace("-", "")).collect(Collectors.toSet()));
  }

  /** Two probes of an index, where an inequality would look at every signal. */
  private boolean isStale(Connection connection) throws SQLException {
    String sql =
        """
        select exists (select from signal where content is not null and token_basis < ?)
          or exists (select from signal where content is not null and token_basis > ?)
        """;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, basis);
      select.setString(2, basis);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** Whether a kept signal has tokens of another basis than today's. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  boolean hasStaleTokens() {
    try (Connection connection = database.getConnection()) {
      return isStale(connection);
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  /**
   * Makes tokens anew where they are of another basis.
   *
   * @param after the last signal of the batch before
   * @param limit how many at most
   * @param tokens gives a signal's tokens in hexadecimal; empty, if they cannot be made
   * @return the last signal that was looked at; empty, if there was none
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  Optional<UUID> renewTokens(
      UUID after, int limit, Function<StoredSignal, Optional<Set<String>>> tokens) {
    String sql =
        "select "
            + COLUMNS
            + " from signal where content is not null and token_basis <> ? and id > ?"
            + " order by id limit ? for update skip locked";
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        PreparedStatement update =
            connection.prepareStatement(
                "update signal set tokens = ?, token_basis = ? where id = ?")) {
      select.setString(1, basis);
      select.setObject(2, after);
      select.setInt(3, limit);
      @Nullable UUID last = null;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          StoredSignal signal = stored(rows);
          last = signal.id();
          Optional<Set<String>> made = tokens.apply(signal);
          if (made.isPresent()) {
            update.setArray(1, connection.createArrayOf("uuid", made.get().toArray()));
            update.setString(2, basis);
            update.setObject(3, signal.id());
            update.addBatch();
          }
        }
      }
      update.executeBatch();
      return Optional.ofNullable(last);
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  /**
   * What came of a batch of views.
   *
   * @param last the last signal that was looked at; empty, if there was none
   * @param published how many views were published
   */
  record Renewed(Optional<UUID> last, long published) {}

  /** Whether a view is of another basis than today's, or bears the tokens of before too long. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  boolean hasStaleViews() {
    // Three probes of an index, where one condition would look at every signal.
    String sql =
        """
        select exists (select from signal where state = 'active' and view_basis < ?)
          or exists (select from signal where state = 'active' and view_basis > ?)
          or exists (select from signal where overlap_until <= ? and state = 'active')
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      setStaleView(select);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  private void setStaleView(PreparedStatement select) throws SQLException {
    select.setString(1, viewBasis);
    select.setString(2, viewBasis);
    select.setObject(3, utc(clock.instant()));
  }

  /**
   * Makes views anew that are of another basis, or bear the tokens of before too long.
   *
   * @param after the last signal of the batch before
   * @param limit how many at most
   * @param overlap how long a view bears the tokens of before
   * @param renew gives the view of today; told whether it is time to leave the tokens of before;
   *     empty, if it cannot be made
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  Renewed renewViews(
      UUID after,
      int limit,
      Duration overlap,
      BiFunction<StoredSignal, Boolean, Optional<ObjectNode>> renew) {
    Instant now = clock.instant();
    String sql =
        "select view_basis, "
            + COLUMNS
            + """
             from signal
            where state = 'active' and (view_basis < ? or view_basis > ? or overlap_until <= ?)
              and id > ? order by id limit ? for update skip locked
            """;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        PreparedStatement update =
            connection.prepareStatement(
                "update signal set view = ?, view_basis = ?, overlap_until = ? where id = ?")) {
      setStaleView(select);
      select.setObject(4, after);
      select.setInt(5, limit);
      @Nullable UUID last = null;
      List<OutboxEvent> events = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          StoredSignal signal = stored(rows);
          last = signal.id();
          boolean over = viewBasis.equals(rows.getString("view_basis"));
          ObjectNode view = renew.apply(signal, over).orElse(null);
          if (view != null) {
            String text = view.toString();
            update.setString(1, text);
            update.setString(2, viewBasis);
            update.setObject(3, SignalView.hasFormerTokens(view) ? utc(now.plus(overlap)) : null);
            update.setObject(4, signal.id());
            update.addBatch();
            if (!text.equals(signal.view())) {
              events.add(view(signal.id(), now, text));
            }
          }
        }
      }
      update.executeBatch();
      outbox.append(events);
      return new Renewed(Optional.ofNullable(last), events.size());
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  // ----------------------------------------------------------------------------------------------------- correcting

  /** What is done with a signal that somebody wants to correct. */
  sealed interface Correcting {

    /**
     * It gets a new version.
     *
     * @param draft what it says from now on
     * @param referenceHash the hash of its reference, if it has one
     * @param contentHash the hash of its canonical content
     * @param sealed its content
     * @param view its view, JSON
     * @param record the record of the correction
     * @param answer what the caller is told when it is done
     * @param conflict the refusal, if its reference is that of another signal
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Correct(
        Draft draft,
        byte @Nullable [] referenceHash,
        byte[] contentHash,
        ContentVault.Sealed sealed,
        String view,
        DisclosureRecord record,
        Answer.Accepted answer,
        Refuse conflict)
        implements Correcting {

      @Override
      public String toString() {
        return "Correct[" + draft.id() + "]";
      }
    }

    /** It says just this already; nothing more is done. */
    record Nothing(StoredSignal signal) implements Correcting {}

    /** It is refused. */
    record Refuse(Problem.Refusal problem, DisclosureRecord record) implements Correcting {}
  }

  /**
   * Corrects a signal.
   *
   * @param decide gets the signal, locked, if there is one, and the hash of its content
   * @return what was done; a reference that another signal has makes it a refusal
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  Correcting correct(UUID id, BiFunction<Optional<StoredSignal>, byte[], Correcting> decide) {
    try (Connection connection = database.getConnection()) {
      Optional<Row> row = row(connection, id, "for update");
      Optional<StoredSignal> signal = row.map(Row::signal);
      Correcting change =
          decide.apply(signal, row.map(Row::contentHash).orElseGet(() -> new byte[0]));
      switch (change) {
        case Correcting.Correct correct -> {
          if (!update(connection, signal.orElseThrow(), correct)) {
            outbox.append(List.of(correct.conflict().record().event(topics)));
            return correct.conflict();
          }
          outbox.append(
              List.of(
                  view(id, correct.record().at(), correct.view()), correct.record().event(topics)));
        }
        case Correcting.Refuse(Problem.Refusal problem, DisclosureRecord record) ->
            outbox.append(List.of(record.event(topics)));
        case Correcting.Nothing nothing -> {
          // What it says was recorded when it was said.
        }
      }
      return change;
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  /** Writes the new version; false if its reference is that of another signal. */
  private boolean update(Connection connection, StoredSignal before, Correcting.Correct correct)
      throws SQLException {
    Draft draft = correct.draft();
    int version = before.version() + 1;
    String sql =
        """
        update signal set reference_hash = ?, content_hash = ?, version = ?, agreement_version = ?, article = ?,
          purpose = ?, crime = ?, release = ?, tlp = ?, audience = ?, changed_at = ?, expires_at = ?, protected = ?,
          view = ?, content_key = ?, content = ?, content_version = ?, record = ?, tokens = ?, token_basis = ?,
          view_basis = ?, overlap_until = null
        where id = ? and not exists (
          select from signal other where other.agency = ? and other.reference_hash = ? and other.id <> ?)
        """;
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setBytes(1, correct.referenceHash());
      update.setBytes(2, correct.contentHash());
      update.setInt(3, version);
      update.setInt(4, draft.agreement().version());
      update.setString(5, draft.article().id());
      update.setString(6, draft.signal().purpose().code());
      update.setString(7, draft.signal().crime().code());
      update.setString(8, draft.signal().handling().release().code());
      update.setString(9, draft.signal().handling().tlp().code());
      update.setArray(
          10,
          connection.createArrayOf(
              "text", draft.audience().stream().map(AgencyId::value).toArray()));
      update.setObject(11, utc(correct.record().at()));
      update.setObject(12, utc(draft.expiresAt()));
      update.setBoolean(13, draft.signal().isProtected());
      update.setString(14, correct.view());
      update.setBytes(15, correct.sealed().key());
      update.setBytes(16, correct.sealed().content());
      update.setInt(17, version);
      update.setObject(18, correct.record().id());
      update.setArray(
          19,
          connection.createArrayOf("uuid", Draft.Matchable.tokensOf(draft.selectors()).toArray()));
      update.setString(20, basis);
      update.setString(21, viewBasis);
      update.setObject(22, before.id());
      update.setString(23, before.agency().value());
      update.setBytes(24, correct.referenceHash());
      update.setObject(25, before.id());
      return update.executeUpdate() == 1;
    }
  }

  // ---------------------------------------------------------------------------------------------------- withdrawing

  /** What is done with a signal that somebody wants to withdraw. */
  public sealed interface Change {

    /** It is withdrawn. */
    record Withdraw(DisclosureRecord record) implements Change {}

    /** It was before; nothing more is done. */
    record Nothing(UUID record) implements Change {}

    /** It is refused. */
    record Refuse(Access.Verdict.Refused verdict, DisclosureRecord record) implements Change {}
  }

  /**
   * Withdraws a signal.
   *
   * @param decide gets the signal, locked, if there is one
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Change withdraw(UUID id, Function<Optional<StoredSignal>, Change> decide) {
    try (Connection connection = database.getConnection()) {
      Optional<StoredSignal> signal = find(connection, id, "for update");
      Change change = decide.apply(signal);
      switch (change) {
        case Change.Withdraw(DisclosureRecord record) ->
            outbox.append(withdraw(connection, signal.orElseThrow(), record, false));
        case Change.Refuse(Access.Verdict.Refused verdict, DisclosureRecord record) ->
            outbox.append(List.of(record.event(topics)));
        case Change.Nothing nothing -> {
          // Its withdrawal was recorded when it was done.
        }
      }
      return change;
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  private List<OutboxEvent> withdraw(
      Connection connection, StoredSignal signal, DisclosureRecord record, boolean erase)
      throws SQLException {
    int version = signal.version() + 1;
    ObjectNode view = SignalView.withdrawn(SignalContent.view(signal.view()), version);
    String sql =
        "update signal set version = ?, state = 'withdrawn', view = ?, changed_at = ?, record = ?"
            + (erase ? ", " + ERASED : "")
            + " where id = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setInt(1, version);
      update.setString(2, view.toString());
      update.setObject(3, utc(record.at()));
      update.setObject(4, record.id());
      update.setObject(5, signal.id());
      update.executeUpdate();
    }
    return List.of(view(signal.id(), record.at(), view.toString()), record.event(topics));
  }

  // ------------------------------------------------------------------------------------------------------- sweeping

  /**
   * Withdraws and erases what has expired.
   *
   * @return how many, at most {@code limit}
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public int expire(int limit) {
    Instant now = clock.instant();
    try (Connection connection = database.getConnection()) {
      List<StoredSignal> due =
          due(connection, "state = 'active' and expires_at <= ? order by expires_at", now, limit);
      List<OutboxEvent> events = new ArrayList<>();
      for (StoredSignal signal : due) {
        DisclosureRecord record =
            SignalRecords.erasure(ids.next(), now, signal, signal.version() + 1);
        events.addAll(withdraw(connection, signal, record, true));
      }
      outbox.append(events);
      return due.size();
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  /**
   * Erases the view of what was withdrawn long enough ago from its topic, and its content from the
   * database.
   *
   * @param withdrawnBefore when at the latest it was withdrawn
   * @return how many, at most {@code limit}
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public int erase(Instant withdrawnBefore, int limit) {
    Instant now = clock.instant();
    try (Connection connection = database.getConnection()) {
      List<StoredSignal> due =
          due(
              connection,
              "state = 'withdrawn' and tombstoned_at is null and changed_at <= ? order by changed_at",
              withdrawnBefore,
              limit);
      List<OutboxEvent> events = new ArrayList<>();
      for (StoredSignal signal : due) {
        events.add(view(signal.id(), now, null));
        if (signal.content().isPresent()) {
          events.add(
              SignalRecords.erasure(ids.next(), now, signal, signal.version()).event(topics));
        }
        try (PreparedStatement update =
            connection.prepareStatement(
                "update signal set tombstoned_at = ?, " + ERASED + " where id = ?")) {
          update.setObject(1, utc(now));
          update.setObject(2, signal.id());
          update.executeUpdate();
        }
      }
      outbox.append(events);
      return due.size();
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  /** Forgets answers that are kept no longer. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public int forgetAnswers(Instant keptBefore) {
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from idempotency where created_at < ?")) {
      delete.setObject(1, utc(keptBefore));
      return delete.executeUpdate();
    } catch (SQLException e) {
      throw new NothingStoredException(e);
    }
  }

  private static List<StoredSignal> due(
      Connection connection, String condition, Instant until, int limit) throws SQLException {
    String sql =
        "select " + COLUMNS + " from signal where " + condition + " limit ? for update skip locked";
    List<StoredSignal> due = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, utc(until));
      select.setInt(2, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          due.add(stored(rows));
        }
      }
    }
    return due;
  }

  // -------------------------------------------------------------------------------------------------------- mapping

  private static Optional<StoredSignal> find(Connection connection, UUID id, String lock)
      throws SQLException {
    return row(connection, id, lock).map(Row::signal);
  }

  private static Optional<Row> row(Connection connection, UUID id, String lock)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select " + COLUMNS + " from signal where id = ? " + lock)) {
      select.setObject(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(row(rows)) : Optional.empty();
      }
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getBytes("content_hash"), stored(row));
  }

  private static StoredSignal stored(ResultSet row) throws SQLException {
    byte @Nullable [] key = row.getBytes("content_key");
    byte @Nullable [] content = row.getBytes("content");
    String[] audience = (String[]) row.getArray("audience").getArray();
    return new StoredSignal(
        row.getObject("id", UUID.class),
        new AgencyId(row.getString("agency")),
        row.getInt("version"),
        "active".equals(row.getString("state")),
        row.getString("agreement"),
        row.getInt("agreement_version"),
        row.getString("article"),
        row.getString("purpose"),
        row.getString("crime"),
        row.getString("release"),
        row.getString("tlp"),
        Arrays.stream(audience).map(AgencyId::new).collect(Collectors.toSet()),
        instant(row, "accepted_at"),
        instant(row, "changed_at"),
        instant(row, "expires_at"),
        row.getBoolean("protected"),
        row.getString("view"),
        row.getInt("content_version"),
        key == null || content == null
            ? Optional.empty()
            : Optional.of(new ContentVault.Sealed(key, content)),
        row.getObject("record", UUID.class));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
