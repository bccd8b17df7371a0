package org.mithaq.audit.oversight;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.record.Alterations;
import org.mithaq.audit.record.RecordConfig;

/**
 * Inspects every record at the start and so often: what has been altered so that those whose side
 * it is of do not find it any more is come upon by no reading.
 */
@ApplicationScoped
public class InspectionRelay {

  private static final Logger LOG = Logger.getLogger(InspectionRelay.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final ReadingStore readings;
  private final Alterations alterations;
  private final RecordConfig config;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Thread thread;

  /** Inspects what this store reads. */
  public InspectionRelay(ReadingStore readings, Alterations alterations, RecordConfig config) {
    this.readings = readings;
    this.alterations = alterations;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().name("inspection").daemon().start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    if (thread != null) {
      thread.join(PATIENCE);
    }
  }

  private void run() {
    Duration pause;
    do {
      try {
        inspect();
        pause = config.inspection();
      } catch (Exception | LinkageError e) {
        pause = PAUSE_AFTER_FAILURE;
        if (stopped.getCount() > 0) {
          LOG.error("The records cannot be inspected; trying again.", e);
        }
      }
    } while (!stopping(pause));
  }

  private boolean stopping(Duration pause) {
    try {
      return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Inspects every record that is in the log now. */
  public void inspect() throws SQLException {
    OptionalLong from = OptionalLong.of(0);
    while (from.isPresent() && stopped.getCount() > 0) {
      from = readings.inspect(from.getAsLong(), alterations);
    }
  }
}
