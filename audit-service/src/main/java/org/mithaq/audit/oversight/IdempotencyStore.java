package org.mithaq.audit.oversight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.record.RecordIntake;
import org.mithaq.audit.record.SealedContent;

/**
 * Does what was asked under a key once: who asks the same again under it, within a day and for the
 * same agency, gets the answer that was given. The key, what was done and the answer commit
 * together. Only what was created is remembered: a refusal may be asked again.
 */
@ApplicationScoped
public class IdempotencyStore {

  /** So long an answer is kept. */
  private static final Duration KEPT = Duration.ofHours(24);

  private final DataSource database;
  private final ReadingStore readings;
  private final RecordIntake intake;
  private final ObjectMapper json;
  private final Clock clock;

  /** Keeps answers in this database. */
  public IdempotencyStore(
      DataSource database,
      ReadingStore readings,
      RecordIntake intake,
      ObjectMapper json,
      Clock clock) {
    this.database = database;
    this.readings = readings;
    this.intake = intake;
    this.json = json;
    this.clock = clock;
  }

  /** Something that creates, and records that it did, or that it did not. */
  public interface Act<T> {
    /** Does it, in the transaction that is under way. */
    Done<T> run() throws SQLException;
  }

  /**
   * Does it, unless it has been done under this key. Who comes with the same key meanwhile waits.
   *
   * @param key the key, if there is one
   * @param request what is asked, in its JSON
   * @param type of the answer
   */
  @Transactional(rollbackOn = Exception.class)
  public <T> Done<T> once(
      Caller caller,
      Optional<IdempotencyKey> key,
      @Nullable Object request,
      Class<T> type,
      Act<T> act)
      throws SQLException {
    if (key.isEmpty()) {
      return act.run();
    }
    Place place =
        new Place(
            caller.agency(),
            key.get().path(),
            intake.reference("idempotency-key", key.get().value()));
    byte[] body = intake.reference("idempotency-body", text(request));
    UUID seal = UUID.randomUUID();
    try (Connection connection = database.getConnection()) {
      if (!claim(connection, place, body, seal)) {
        return repeated(caller, connection, place, body, type);
      }
    }
    Done<T> done = act.run();
    try (Connection connection = database.getConnection()) {
      if (done.refusal().isPresent()) {
        release(connection, place);
      } else {
        keep(connection, place, seal, done);
      }
    }
    return done;
  }

  /** Forgets the answers that were kept for their time. */
  @Transactional(rollbackOn = Exception.class)
  public void forget() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from kept_answer where created_at < ?")) {
      delete.setObject(1, clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC));
      delete.executeUpdate();
    }
  }

  /** Where an answer is kept. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Place(String agency, String path, byte[] key) {

    /** Sealed with the answer, so that it is given in no other place. */
    String text() {
      return agency + " " + path + " " + Arrays.toString(key);
    }

    void set(PreparedStatement statement, int from) throws SQLException {
      statement.setString(from, agency);
      statement.setString(from + 1, path);
      statement.setBytes(from + 2, key);
    }
  }

  private boolean claim(Connection connection, Place place, byte[] body, UUID seal)
      throws SQLException {
    Instant now = clock.instant();
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into kept_answer as kept (agency, path, key, body, created_at, seal)
            values (?, ?, ?, ?, ?, ?)
            on conflict (agency, path, key) do update
              set body = excluded.body, created_at = excluded.created_at, seal = excluded.seal,
                wrapped_key = null, content = null
              where kept.created_at < ?
            """)) {
      place.set(insert, 1);
      insert.setBytes(4, body);
      insert.setObject(5, now.atOffset(ZoneOffset.UTC));
      insert.setObject(6, seal);
      insert.setObject(7, now.minus(KEPT).atOffset(ZoneOffset.UTC));
      return insert.executeUpdate() == 1;
    }
  }

  private <T> Done<T> repeated(
      Caller caller, Connection connection, Place place, byte[] body, Class<T> type)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select body, seal, wrapped_key, content from kept_answer"
                + " where agency = ? and path = ? and key = ?")) {
      place.set(select, 1);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("a kept answer was forgotten while it was asked for");
        }
        if (!Arrays.equals(row.getBytes(1), body)) {
          Problem reused = new Problem.IdempotencyKeyReused();
          return Done.refused(reused, readings.refused(caller, reused.slug()));
        }
        byte[] content =
            intake.openAnswer(
                row.getObject(2, UUID.class), new SealedContent(row.getBytes(3), row.getBytes(4)));
        JsonNode kept = json.readTree(content);
        if (!kept.path("place").asText().equals(place.text())) {
          throw new IllegalStateException("a kept answer lies where it was not kept");
        }
        return Done.created(
            json.treeToValue(kept.path("answer"), type),
            UUID.fromString(kept.path("record").asText()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("a kept answer cannot be read", e);
    }
  }

  private void keep(Connection connection, Place place, UUID seal, Done<?> done)
      throws SQLException {
    byte[] content =
        text(json.createObjectNode()
                .put("place", place.text())
                .put("record", done.auditRecord().toString())
                .set("answer", json.valueToTree(done.body())))
            .getBytes(StandardCharsets.UTF_8);
    SealedContent kept = intake.sealAnswer(seal, content);
    try (PreparedStatement update =
        connection.prepareStatement(
            "update kept_answer set wrapped_key = ?, content = ?"
                + " where agency = ? and path = ? and key = ?")) {
      update.setBytes(1, kept.wrappedKey());
      update.setBytes(2, kept.content());
      place.set(update, 3);
      if (update.executeUpdate() != 1) {
        throw new SQLException("a key that was claimed is not there");
      }
    }
  }

  private static void release(Connection connection, Place place) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from kept_answer where agency = ? and path = ? and key = ?")) {
      place.set(delete, 1);
      delete.executeUpdate();
    }
  }

  private String text(@Nullable Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was asked has a JSON form", e);
    }
  }
}
