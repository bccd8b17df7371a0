package org.mithaq.local.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mithaq.local.stack.Postgres;

/**
 * What a launcher that was killed left running: found by its identity, stopped in order, never
 * mistaken.
 */
final class Leftovers {

  private final PidFiles pids;
  private final Journal journal;
  private final Duration grace;

  Leftovers(PidFiles pids, Journal journal, Duration grace) {
    this.pids = pids;
    this.journal = journal;
    this.grace = grace;
  }

  /**
   * Stops all of them, services first, so that these can still hand over what they have in hand.
   */
  void stop() {
    Map<String, ProcessHandle> alive = pids.alive();
    if (alive.isEmpty()) {
      return;
    }
    journal.warning(
        "The launcher before this one was killed; what it left running is stopped first: "
            + String.join(", ", alive.keySet())
            + ".");
    stop(alive, true);
    stop(alive, false);
  }

  private void stop(Map<String, ProcessHandle> alive, boolean services) {
    Map<String, ProcessHandle> these = new TreeMap<>(alive);
    these.keySet().removeIf(name -> Service.databases().contains(name) != services);
    these.forEach(Leftovers::ask);
    these.forEach(this::await);
  }

  private static void ask(String name, ProcessHandle process) {
    if (name.equals("postgres")) {
      Postgres.interrupt(process);
    } else {
      process.destroy();
    }
  }

  private void await(String name, ProcessHandle process) {
    try {
      process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process cannot fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    pids.forget(name);
  }
}
