package org.mithaq.audit.record;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Describes what has come into the log since, a stretch after the other, so that it is found. */
@ApplicationScoped
public class StretchRelay {

  private static final Logger LOG = Logger.getLogger(StretchRelay.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final StretchStore store;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Thread thread;

  /** Describes in this store. */
  public StretchRelay(StretchStore store) {
    this.store = store;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().name("stretches").daemon().start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    if (thread != null) {
      thread.join(PATIENCE);
    }
  }

  private void run() {
    boolean failing = false;
    do {
      try {
        while (stopped.getCount() > 0 && store.describe()) {
          failing = false;
        }
      } catch (Exception | LinkageError e) {
        // Lists are right without, and only slow: said once, then tried in silence.
        if (stopped.getCount() > 0 && !failing) {
          LOG.error("What is in the log cannot be described for filters; trying again.", e);
        }
        failing = true;
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
}
