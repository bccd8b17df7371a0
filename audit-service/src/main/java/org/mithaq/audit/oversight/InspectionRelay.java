package org.mithaq.audit.oversight;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.log.TilePath;
import org.mithaq.audit.record.Alterations;
import org.mithaq.audit.record.AlteredException;
import org.mithaq.audit.record.RecordConfig;
import org.mithaq.audit.record.StretchStore;

/**
 * Inspects every record at the start and so often: what has been altered so that those whose side
 * it is of do not find it any more is come upon by no reading. Whether each is where it was
 * published, whether what filters go by is what it says, and whether it is what it was.
 */
@ApplicationScoped
public class InspectionRelay {

  private static final Logger LOG = Logger.getLogger(InspectionRelay.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final int CHUNK = 64;

  /** So long it rests at most after a step. */
  private static final long LONGEST_REST = Duration.ofSeconds(1).toNanos();

  private final ReadingStore readings;
  private final PlaceStore places;
  private final StretchStore stretches;
  private final Alterations alterations;
  private final RecordConfig config;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Thread thread;

  /** Inspects what these stores read. */
  public InspectionRelay(
      ReadingStore readings,
      PlaceStore places,
      StretchStore stretches,
      Alterations alterations,
      RecordConfig config) {
    this.readings = readings;
    this.places = places;
    this.stretches = stretches;
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

  /**
   * Inspects every record that is in the log now. Rests after each step for as long as it took, so
   * that those who read meanwhile do not wait for it.
   */
  public void inspect() throws SQLException, IOException {
    Set<UUID> noted = new HashSet<>();
    inspectPlaces(noted);
    inspectStretches(noted);
    OptionalLong from = OptionalLong.of(0);
    while (from.isPresent() && going()) {
      long start = System.nanoTime();
      from = readings.inspect(from.getAsLong(), alterations, noted);
      rest(start);
    }
  }

  private void inspectPlaces(Set<UUID> noted) throws SQLException, IOException {
    for (Map.Entry<Integer, Long> log : places.published().entrySet()) {
      long size = log.getValue();
      for (long n = 0; n * TilePath.WIDTH < size && going(); n++) {
        long start = System.nanoTime();
        places.astray(log.getKey(), n, size).forEach(record -> note(record, "place", noted));
        rest(start);
      }
    }
  }

  private void inspectStretches(Set<UUID> noted) throws SQLException {
    long next = 0;
    for (List<Long> some = stretches.described(next, CHUNK);
        !some.isEmpty() && going();
        some = stretches.described(next, CHUNK)) {
      for (long first : some) {
        long start = System.nanoTime();
        Optional<UUID> altered = stretches.altered(first);
        if (altered.isPresent()) {
          note(altered.get(), "stretch", noted);
          // What the records say is left, so that it can be described anew.
          stretches.forget(first);
        }
        next = first + 1;
        rest(start);
      }
    }
  }

  private void note(UUID record, String part, Set<UUID> noted) {
    alterations.note(new AlteredException(record, part));
    if (noted.size() < Alterations.MOST) {
      noted.add(record);
    }
  }

  private boolean going() {
    return stopped.getCount() > 0;
  }

  private void rest(long start) {
    try {
      long took = Math.min(System.nanoTime() - start, LONGEST_REST);
      if (stopped.await(took, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.countDown();
    }
  }
}
