package org.mithaq.audit.erasure;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.oversight.IdempotencyStore;

/**
 * Erases each night what has been kept for as long as it may be, and what was erased before and has
 * come back with a backup; and once at the start, for a night that was missed. Every minute has
 * lapse what nobody has decided in time, and forgets answers that were kept for theirs.
 */
@ApplicationScoped
public class RetentionRelay {

  private static final Logger LOG = Logger.getLogger(RetentionRelay.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final ErasureStore store;
  private final IdempotencyStore once;
  private final ErasureSettings settings;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Thread thread;

  /** Erases in this store. */
  public RetentionRelay(
      ErasureStore store, IdempotencyStore once, ErasureSettings settings, Clock clock) {
    this.store = store;
    this.once = once;
    this.settings = settings;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().name("retention").daemon().start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    if (thread != null) {
      thread.join(PATIENCE);
    }
  }

  private void run() {
    Optional<LocalDate> done = Optional.empty();
    do {
      try {
        LocalDate night = settings.night(clock.instant());
        boolean due = done.isEmpty() || night.isAfter(done.get());
        if (due) {
          int again = store.eraseAgain();
          if (again > 0) {
            LOG.warnf("%d records had come back after their erasure, and are erased again.", again);
          }
        }
        once.forget();
        lapse();
        if (due) {
          eraseDue();
          done = Optional.of(night);
        }
      } catch (Exception | LinkageError e) {
        if (stopped.getCount() > 0) {
          LOG.error("What is due cannot be erased; trying again.", e);
        }
      }
    } while (!stopping());
  }

  private boolean stopping() {
    try {
      return stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Has all lapse that nobody has decided in time, one after the other. */
  public void lapse() throws SQLException {
    boolean more = true;
    while (more && stopped.getCount() > 0) {
      more = store.lapse();
    }
  }

  /** Erases all that is due now, a batch after the other. */
  public void eraseDue() throws SQLException {
    LocalDate before = settings.keptSince(clock.instant());
    boolean more = true;
    while (more && stopped.getCount() > 0) {
      more = store.retain(before, settings.batch());
    }
  }
}
