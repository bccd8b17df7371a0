package org.mithaq.audit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.oversight.Report;
import org.mithaq.audit.oversight.ReportStore;
import org.mithaq.audit.stack.Emitters;
import org.mithaq.audit.stack.Figures;
import org.mithaq.local.stack.StackTestResource;

/**
 * Pages and reports are those that a look at each record gives, whatever has been described of the
 * log.
 */
@QuarkusTest
@QuarkusTestResource(
    value = StackTestResource.class,
    initArgs = @ResourceArg(name = "service", value = "audit"),
    restrictToAnnotatedClass = true)
class FilterStoreIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int RECORDS = 2 * Stretch.PLACES + 300;
  private static final Instant START = Instant.parse("2026-03-28T00:00:00Z");
  private static final List<String> AGENCIES = List.of("ma-dgsn", "nl-kmar", "es-gc", "sn-dpaf");

  @Inject FilterStore filters;
  @Inject StretchStore stretches;
  @Inject ReportStore reports;
  @Inject RecordStore records;
  @Inject EraserStore eraser;
  @Inject DataSource database;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  private final Random random = new Random(7);
  private final List<Disclosure> log = new ArrayList<>();
  private final Set<UUID> erased = new HashSet<>();
  private boolean reported;

  @Test
  void pagesAndReportsAreTheSameDescribedOrNotAndAfterAnErasure() throws Exception {
    for (int i = 0; i < RECORDS; i++) {
      log.add(record(i));
    }
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", 1, log);
    }
    Figures.settled(Duration.ofMinutes(3));
    await().atMost(SOON).until(() -> count("record_stretch") == 2);
    assertThat(count("record_mark where term = 'agency:xx-once'")).isEqualTo(1);
    compare(300);
    compareReports();

    // In the middle of the first stretch, so that a gap is left before what is described.
    List<UUID> gone = new ArrayList<>();
    for (int i = 1000; i < 1400; i++) {
      gone.add(log.get(i).id());
    }
    QuarkusTransaction.requiringNew().call(() -> destroyed(gone));
    erased.addAll(gone);
    assertThat(count("record_mark where term = 'agency:xx-once'")).isZero();
    compare(100);
    compareReports();
    await().atMost(SOON).until(() -> count("record_stretch") == 2);
    assertThat(count("record_mark where term = 'agency:xx-once'")).isZero();
    compare(100);
    compareReports();

    // Who writes the database can have a stretch conceal a record; compared, it is found, and a
    // record in which it differs. Described anew, it conceals nothing.
    final long first = place(log.getFirst()).year() * RecordStore.PLACES;
    final long second = first + Stretch.PLACES;
    assertThat(stretches.described(0, 1)).containsExactly(first);
    assertThat(stretches.described(first + 1, 9)).containsExactly(second);
    String none = "decode(repeat('00', %d), 'hex')";
    for (String altered :
        List.of(
            "update record_mark set bits = %s where term = 'side:' || '%s' and first = %d"
                .formatted(none.formatted(512), log.getFirst().agency(), first),
            "delete from record_mark where term like 'article:%%' and first = %d".formatted(first),
            "update record_stretch set times = %s where first = %d"
                .formatted(none.formatted(4096 * 8), first))) {
      assertThat(altered(first)).isEmpty();
      sql(altered);
      assertThat(altered(first)).contains(log.getFirst().id());
      stretches.forget(first);
      await().atMost(SOON).until(() -> count("record_stretch") == 2);
    }
    sql("update record_stretch set latest = earliest where first = " + second);
    assertThat(altered(second)).contains(log.get(Stretch.PLACES).id());
    stretches.forget(second);
    // One that is there before it is full would conceal what comes into it.
    long third = second + Stretch.PLACES;
    sql(
        "insert into record_stretch (first, times) select %d, times from record_stretch"
                .formatted(third)
            + " where first = "
            + first);
    assertThat(altered(third)).isPresent();
    stretches.forget(third);
    assertThat(altered(third)).isEmpty();
    await().atMost(SOON).until(() -> count("record_stretch") == 2);
    compare(20);

    // What is rolled back has not been forgotten.
    List<UUID> kept = List.of(log.getFirst().id());
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .call(
                        () -> {
                          eraser.destroy(kept);
                          assertThat(count("record_stretch")).isEqualTo(1);
                          throw new IllegalStateException("after all not");
                        }))
        .hasMessageContaining("after all not");
    assertThat(count("record_stretch")).isEqualTo(2);
    compare(20);

    // Nothing is described while somebody erases.
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      StretchStore.hold(connection);
      StretchStore.forget(connection, List.of(place(log.getFirst()).year() * RecordStore.PLACES));
      assertThat(stretches.describe()).isFalse();
      connection.rollback();
    }
  }

  private Void destroyed(List<UUID> gone) throws SQLException {
    eraser.destroy(gone);
    return null;
  }

  private Optional<UUID> altered(long first) {
    return QuarkusTransaction.requiringNew().call(() -> stretches.altered(first));
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private Place place(Disclosure record) throws SQLException {
    return records.find(record.id(), Optional.empty()).orElseThrow().place().orElseThrow();
  }

  /** One in so many comes late, one names an agency that no other names. */
  private Disclosure record(int i) {
    Instant at =
        random.nextInt(50) == 0
            ? START.plusSeconds(random.nextInt(RECORDS) * 60L)
            : START.plusSeconds(i * 60L);
    boolean refused = random.nextInt(4) == 0;
    return new Disclosure(
        UuidCreator.getTimeOrderedEpoch(),
        "exchange-joint",
        at,
        Operation.values()[random.nextInt(3)],
        refused ? Decision.REFUSED : Decision.PERMITTED,
        refused ? "release-required" : null,
        i == 1234 ? "xx-once" : any(),
        null,
        some(),
        some(),
        List.of(),
        random.nextInt(10) == 0 ? null : random.nextInt(3) == 0 ? "pjmg" : "triangular",
        null,
        random.nextBoolean() ? List.of("5") : List.of("5", "6"),
        null,
        null);
  }

  private String any() {
    return AGENCIES.get(random.nextInt(AGENCIES.size()));
  }

  private List<String> some() {
    TreeSet<String> some = new TreeSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      some.add(any());
    }
    return List.copyOf(some);
  }

  private void compare(int times) throws SQLException {
    int year = place(log.getFirst()).year();
    for (int i = 0; i < times; i++) {
      RecordFilter filter =
          new RecordFilter(
              maybe(any()),
              maybe(any()),
              maybe("triangular"),
              maybe("6"),
              maybe(Operation.values()[random.nextInt(4)]),
              maybe(START.plusSeconds(random.nextInt(RECORDS) * 60L)),
              maybe(START.plusSeconds(random.nextInt(RECORDS) * 60L)));
      Optional<String> side = maybe(any());
      int from = random.nextBoolean() ? random.nextInt(RECORDS) : RECORDS;
      // What is behind them are the records of our own reports, once there are some.
      Optional<RecordCursor> after =
          from == RECORDS && !reported
              ? Optional.empty()
              : Optional.of(new RecordCursor(year, from));
      int limit = 1 + random.nextInt(500);
      List<UUID> expected = new ArrayList<>();
      for (int j = from - 1; j >= 0 && expected.size() < limit; j--) {
        if (passes(log.get(j), filter, side)) {
          expected.add(log.get(j).id());
        }
      }
      assertThat(filters.page(filter, side, after, limit).stream().map(StoredRecord::id))
          .as("%s of %s, from %d, %d at most", filter, side, from, limit)
          .containsExactlyElementsOf(expected);
    }
  }

  /** Reports of both months and all sides, at several sizes of the log. */
  private void compareReports() throws SQLException {
    reported = true;
    int year = place(log.getFirst()).year();
    for (String month : List.of("2026-03", "2026-04", "2026-05")) {
      for (int size : List.of(RECORDS, Stretch.PLACES, random.nextInt(RECORDS), 1)) {
        for (boolean oversight : List.of(true, false)) {
          Caller caller = new Caller(any(), "somebody", oversight);
          Report report =
              reports
                  .count(
                      caller,
                      YearMonth.parse(month),
                      year,
                      new Report.Basis("mithaq.local/" + year, size, ""),
                      Optional.empty())
                  .value();
          List<String> seen = new ArrayList<>();
          seen.add(", null, null, null, null, null, any, " + report.records());
          for (Report.Line line : report.lines()) {
            seen.add(
                "%s, %s, %s, %s, %s, %s, %s, %d"
                    .formatted(
                        line.statistic(),
                        line.agreement(),
                        line.article(),
                        line.agency(),
                        line.recipient(),
                        line.operation(),
                        line.decision(),
                        line.records()));
          }
          assertThat(seen)
              .as("%s of %d for %s", month, size, caller)
              .containsExactlyElementsOf(
                  counted(
                      YearMonth.parse(month),
                      year,
                      size,
                      oversight ? Optional.empty() : Optional.of(caller.agency())));
        }
      }
    }
  }

  /** The figures as one statement over the records themselves counts them. */
  private List<String> counted(YearMonth month, int year, long size, Optional<String> side)
      throws SQLException {
    String sql =
        """
        with counted as materialized (
          select agency, owners, recipients, agreement, articles, operation, decision
          from record
          where state = 'readable' and at >= ? and at < ? and (year < ? or year = ? and position < ?)
            and (?::text is null or sides @> array[?]::text[]))
        select '', null::text, null::text, null::text, null::text, null::text, 'any', count(*)
          from counted
        union all
        select 'agreement', agreement, null, null, null, null, decision, count(*)
          from counted group by agreement, decision
        union all
        select 'article', agreement, article, null, null, null, decision, count(*)
          from counted cross join unnest(articles) article group by agreement, article, decision
        union all
        select 'pair', null, null, agency, recipient, null, decision, count(*)
          from counted cross join unnest(recipients) recipient
          where recipient <> agency
            and (?::text is null or recipient = ? or agency = ? or owners @> array[?]::text[])
          group by agency, recipient, decision
        union all
        select 'operation', null, null, null, null, operation, decision, count(*)
          from counted group by operation, decision
        union all
        select 'refusal', agreement, null, agency, null, operation, decision, count(*)
          from counted where decision = 'refused'
          group by agreement, agency, operation, decision
        order by 1, 2 nulls last, 3, 4, 5, 6, 7
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC));
      select.setObject(2, month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC));
      select.setInt(3, year);
      select.setInt(4, year);
      select.setLong(5, size);
      for (int i = 6; i <= 11; i++) {
        select.setString(i, side.orElse(null));
      }
      List<String> lines = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          List<String> columns = new ArrayList<>();
          for (int i = 1; i <= 8; i++) {
            columns.add(String.valueOf(rows.getString(i)));
          }
          lines.add(String.join(", ", columns));
        }
      }
      return lines;
    }
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextInt(3) == 0 ? Optional.of(value) : Optional.empty();
  }

  /** Of what is erased stay the sides and the agreement. */
  private boolean passes(Disclosure said, RecordFilter filter, Optional<String> side) {
    boolean gone = erased.contains(said.id());
    return side.map(own -> said.sides().contains(own)).orElse(true)
        && filter.agency().map(v -> !gone && said.agency().equals(v)).orElse(true)
        && filter
            .recipient()
            .map(
                v ->
                    !gone
                        && said.recipients().contains(v)
                        && side.map(
                                own ->
                                    own.equals(v)
                                        || said.agency().equals(own)
                                        || said.owners().contains(own))
                            .orElse(true))
            .orElse(true)
        && filter.agreement().map(v -> v.equals(said.agreement())).orElse(true)
        && filter.article().map(v -> !gone && said.articles().contains(v)).orElse(true)
        && filter.operation().map(v -> !gone && said.operation() == v).orElse(true)
        && filter.from().map(v -> !gone && !said.at().isBefore(v)).orElse(true)
        && filter.to().map(v -> !gone && said.at().isBefore(v)).orElse(true);
  }

  private long count(String what) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + what)) {
      row.next();
      return row.getLong(1);
    }
  }
}
