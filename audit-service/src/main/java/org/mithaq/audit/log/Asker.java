package org.mithaq.audit.log;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mithaq.audit.reconciliation.Question;
import org.mithaq.audit.reconciliation.ReconciliationStore;
import org.mithaq.audit.reconciliation.Schedule;

/**
 * Asks emitters what they believe that they sent: at night, and whenever somebody wished it. Only
 * the sequencer asks, so that of several instances one does. Not thread-safe.
 */
public final class Asker {

  private final ReconciliationStore store;
  private final LoggedProducer reports;
  private final LogSettings settings;
  private final Schedule schedule;
  private final Clock clock;
  private Optional<Instant> last = Optional.empty();

  /** Asks for what this store says, at these times. */
  public Asker(
      ReconciliationStore store,
      LoggedProducer reports,
      LogSettings settings,
      Schedule schedule,
      Clock clock) {
    this.store = store;
    this.reports = reports;
    this.settings = settings;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * Begins, after another instance may have asked. Where nobody ever has, the first night is the
   * next one.
   */
  void begin() throws SQLException {
    last = Optional.of(store.lastNight().orElse(clock.instant()));
  }

  /** Asks what is to be asked, and waits no longer for what has not been answered in time. */
  void round() throws SQLException, IOException {
    Instant now = clock.instant();
    if (last.isPresent() && schedule.due(last.get(), now) && !settings.emitters().isEmpty()) {
      store.ask(Optional.empty(), false, settings.emitters());
      last = Optional.of(now);
    }
    List<Question> unsent = store.unsent();
    if (!unsent.isEmpty()) {
      reports.ask(unsent);
      store.sent(unsent);
    }
    store.giveUp();
  }
}
