package org.mithaq.audit.witness;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.log.Checkpoint;
import org.mithaq.audit.log.ForkException;

/**
 * Keeps one witness at the newest checkpoint of each log: one question at a time, asked again until
 * it is answered or a newer checkpoint has taken its place.
 */
final class Follower implements AutoCloseable {

  /** What is to be cosigned. */
  record Wanted(Checkpoint checkpoint, String note, Inquiry.Proof proof) {}

  private record Cosigned(Checkpoint checkpoint, String line) {}

  /**
   * How a witness is doing.
   *
   * @param answers whether it answered when it was last asked; so too before it was ever asked
   * @param reason why it did not
   * @param size the size of the log that it cosigned last
   */
  record Standing(boolean answers, Optional<String> reason, long size) {}

  private final String id;
  private final WitnessKey key;
  private final Inquiry inquiry;
  private final Duration retry;
  private final Runnable arrival;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Wanted> wanted = new LinkedHashMap<>();
  private final Map<String, Cosigned> cosigned = new HashMap<>();
  private Standing standing = new Standing(true, Optional.empty(), 0);
  private final Map<String, String> contradictions = new HashMap<>();

  /** Logs that the witness contradicted, and of which it is being asked again. */
  private final Set<String> reconsidering = new HashSet<>();

  private boolean closed;

  /** Follows with this inquiry; whenever something has come, the arrival is told. */
  Follower(String id, WitnessKey key, Inquiry inquiry, Duration retry, Runnable arrival) {
    this.id = id;
    this.key = key;
    this.inquiry = inquiry;
    this.retry = retry;
    this.arrival = arrival;
    Thread.ofVirtual().name("witness-" + id).start(this::run);
  }

  String id() {
    return id;
  }

  WitnessKey key() {
    return key;
  }

  Standing standing() {
    lock.lock();
    try {
      return standing;
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on this is what is wanted of its log. A contradiction stands until the witness has
   * cosigned after all, also if it is not to be reached meanwhile.
   */
  void want(Wanted next) {
    lock.lock();
    try {
      cosigned.remove(next.checkpoint().origin());
      if (contradictions.containsKey(next.checkpoint().origin())) {
        reconsidering.add(next.checkpoint().origin());
      }
      wanted.put(next.checkpoint().origin(), next);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until this checkpoint is cosigned, but not for a witness that does not answer, and not
   * longer than until then.
   *
   * @param deadline by {@link System#nanoTime}
   */
  void await(Checkpoint checkpoint, long deadline) throws InterruptedException {
    lock.lock();
    try {
      while (worthWaiting(checkpoint)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          standing =
              new Standing(false, Optional.of("it does not answer in time"), standing.size());
          return;
        }
        changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean worthWaiting(Checkpoint checkpoint) {
    String origin = checkpoint.origin();
    boolean asked =
        contradictions.containsKey(origin) ? reconsidering.contains(origin) : standing.answers();
    return asked && line(checkpoint).isEmpty() && !closed;
  }

  /**
   * The cosignature of this checkpoint, if it has come.
   *
   * @throws ForkException when the witness contradicts the log instead
   */
  Optional<String> cosignature(Checkpoint checkpoint) {
    lock.lock();
    try {
      String contradiction = contradictions.get(checkpoint.origin());
      if (contradiction != null) {
        throw new ForkException(contradiction);
      }
      return line(checkpoint);
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> line(Checkpoint checkpoint) {
    return Optional.ofNullable(cosigned.get(checkpoint.origin()))
        .filter(c -> c.checkpoint().sameAs(checkpoint))
        .map(Cosigned::line);
  }

  private void run() {
    Map<String, Long> sizes = new HashMap<>();
    try {
      for (Wanted next = next(); next != null; next = next()) {
        String origin = next.checkpoint().origin();
        try {
          String line =
              inquiry.cosignature(
                  sizes.getOrDefault(origin, 0L), next.checkpoint(), next.note(), next.proof());
          sizes.put(origin, next.checkpoint().size());
          done(next, line);
        } catch (ForkException e) {
          sizes.remove(origin);
          contradicted(next, e.reason());
        } catch (IOException e) {
          failed(next, e.getMessage() == null ? "it cannot be reached" : e.getMessage());
        } catch (RuntimeException e) {
          failed(next, "it could not be asked: " + e.getClass().getSimpleName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Wanted next() throws InterruptedException {
    lock.lock();
    try {
      while (wanted.isEmpty() && !closed) {
        changed.await();
      }
      return closed ? null : wanted.values().iterator().next();
    } finally {
      lock.unlock();
    }
  }

  private void done(Wanted what, String line) {
    lock.lock();
    try {
      String origin = what.checkpoint().origin();
      wanted.remove(origin, what);
      contradictions.remove(origin);
      reconsidering.remove(origin);
      cosigned.put(origin, new Cosigned(what.checkpoint(), line));
      standing = new Standing(true, Optional.empty(), what.checkpoint().size());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    arrival.run();
  }

  private void contradicted(Wanted what, String reason) {
    lock.lock();
    try {
      String origin = what.checkpoint().origin();
      contradictions.put(origin, reason);
      if (isStillWanted(what)) {
        wanted.remove(origin);
        reconsidering.remove(origin);
      } else {
        // What has taken its place is still to be answered.
        reconsidering.add(origin);
      }
      standing = new Standing(false, Optional.of(reason), standing.size());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    arrival.run();
  }

  /** Whether this very question has not been replaced, be it by one that says the same. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isStillWanted(Wanted what) {
    return wanted.get(what.checkpoint().origin()) == what;
  }

  private void failed(Wanted what, String reason) throws InterruptedException {
    lock.lock();
    try {
      if (!isStillWanted(what)) {
        // Of what has taken its place nothing is known yet.
        return;
      }
      reconsidering.remove(what.checkpoint().origin());
      standing = new Standing(false, Optional.of(reason), standing.size());
      changed.signalAll();
      long left = TimeUnit.NANOSECONDS.convert(retry);
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
