package org.mithaq.exchange.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.OutboxEvent;
import org.mithaq.exchange.outbox.OutboxStore;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.StartMapper;
import org.mithaq.exchange.problem.StrictJson;

/**
 * Keeps the agreements and their standing in the database, and gives a register that is never older
 * than configured.
 */
@ApplicationScoped
public class AgreementStore {

  private final AgreementConfig config;
  private final DataSource database;
  private final OutboxStore outbox;
  private final Topics topics;
  private final Clock clock;
  private final Ids ids;

  private final Object refreshing = new Object();
  private final Map<String, Agreement> parsed = new HashMap<>();
  private volatile List<Partner> partners = List.of();
  private volatile @Nullable Snapshot snapshot;

  private record Snapshot(Register register, long nanos) {}

  @Inject
  AgreementStore(
      AgreementConfig config,
      DataSource database,
      OutboxStore outbox,
      Topics topics,
      Clock clock,
      Ids ids) {
    this.config = config;
    this.database = database;
    this.outbox = outbox;
    this.topics = topics;
    this.clock = clock;
    this.ids = ids;
  }

  void load(@Observes @Priority(1) StartupEvent event) throws SQLException {
    try {
      List<Partner> read = RegisterFiles.partners(config.partners());
      List<Agreement> agreements = RegisterFiles.agreements(config.directory(), read);
      if (config.register()) {
        read.forEach(this::href);
      }
      partners = read;
      for (Agreement agreement : agreements) {
        store(agreement);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw StartMapper.refused(e.getMessage());
    }
  }

  private void store(Agreement agreement) throws SQLException {
    String document = AgreementJson.write(agreement).toString();
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into agreement (id, version, document) values (?, ?, ?) on conflict do nothing")) {
        insert.setString(1, agreement.id());
        insert.setInt(2, agreement.version());
        insert.setString(3, document);
        insert.executeUpdate();
      }
      try (PreparedStatement select =
          connection.prepareStatement(
              "select version, document from agreement where id = ? order by version desc limit 1")) {
        select.setString(1, agreement.id());
        try (ResultSet newest = select.executeQuery()) {
          newest.next();
          if (newest.getInt("version") > agreement.version()) {
            throw new IllegalStateException(
                "The agreement %s has version %d in its file, and version %d has been in force here already."
                    .formatted(agreement.id(), agreement.version(), newest.getInt("version")));
          }
          if (!newest.getString("document").equals(document)) {
            throw new IllegalStateException(
                "Version %d of the agreement %s says something else than when it was loaded first. Give the new text"
                        .formatted(agreement.version(), agreement.id())
                    + " a new version.");
          }
        }
      }
    }
  }

  /**
   * The register as it stands now, or stood a moment ago.
   *
   * @throws SQLException if it cannot be known; whoever decides then refuses
   */
  public Register register() throws SQLException {
    Snapshot known = snapshot;
    if (known != null && System.nanoTime() - known.nanos() < config.freshness().toNanos()) {
      return known.register();
    }
    synchronized (refreshing) {
      known = snapshot;
      if (known != null && System.nanoTime() - known.nanos() < config.freshness().toNanos()) {
        return known.register();
      }
      long nanos = System.nanoTime();
      Register register = new Register(read(), partners);
      snapshot = new Snapshot(register, nanos);
      return register;
    }
  }

  /** The UTC day by which everything is judged. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private List<Agreement> read() throws SQLException {
    String sql =
        """
        select distinct on (a.id) a.id, a.version, a.document, s.suspended_by
        from agreement a left join agreement_standing s on s.agreement = a.id
        order by a.id, a.version desc
        """;
    List<Agreement> agreements = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        String document = rows.getString("document");
        Agreement agreement = parsed.computeIfAbsent(document, AgreementStore::parse);
        agreements.add(
            agreement.suspendedBy(
                Optional.ofNullable(rows.getString("suspended_by")).map(AgencyId::new)));
      }
    }
    return agreements;
  }

  private static Agreement parse(String document) {
    List<FieldError> errors = new ArrayList<>();
    if (StrictJson.read(document.getBytes(StandardCharsets.UTF_8))
        instanceof StrictJson.Outcome.Document(JsonNode root)) {
      Optional<Agreement> agreement = AgreementJson.read(root, errors);
      if (agreement.isPresent()) {
        return agreement.get();
      }
    }
    throw new IllegalStateException("an agreement in the database cannot be read: " + errors);
  }

  /** The base URL of a partner's exchange. */
  private String href(Partner partner) {
    if (partner.exchange().equals(topics.exchange())) {
      return topics.href();
    }
    String href = config.exchanges().get(partner.exchange());
    if (href == null) {
      throw new IllegalStateException(
          "The partner %s uses the exchange %s: set mithaq.agreement.exchanges.%s to its base URL."
              .formatted(partner.agency(), partner.exchange(), partner.exchange()));
    }
    return href;
  }

  /** What all services are told today, by key. */
  public Map<String, String> statuses() throws SQLException {
    Map<String, String> statuses = new LinkedHashMap<>();
    Register register = register();
    for (Partner partner : register.partners()) {
      statuses.put("partner/" + partner.agency(), partner.status(href(partner)).toString());
    }
    for (Agreement agreement : register.agreements()) {
      ObjectNode status = AgreementJson.status(agreement, today());
      statuses.put("agreement/" + agreement.id(), status.toString());
    }
    return statuses;
  }

  /** Tells all services of these statuses; when this returns it is committed. */
  @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = SQLException.class)
  public void publish(Map<String, String> statuses) throws SQLException {
    List<OutboxEvent> events = new ArrayList<>();
    statuses.forEach(
        (key, status) ->
            events.add(
                new OutboxEvent(
                    ids.next(),
                    Topics.AGREEMENTS,
                    key,
                    key.startsWith("partner/") ? OutboxEvent.PARTNER : OutboxEvent.AGREEMENT,
                    key,
                    clock.instant(),
                    status.getBytes(StandardCharsets.UTF_8))));
    outbox.append(events);
  }
}
