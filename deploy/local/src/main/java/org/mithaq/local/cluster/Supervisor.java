package org.mithaq.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mithaq.local.console.Failure;
import org.mithaq.local.stack.StackException;

/**
 * Keeps one process running: starts it, sees it get ready, starts it again when it dies, and gives
 * up when that does not help, or when it says itself that waiting does not.
 */
final class Supervisor {

  /**
   * When to lose patience.
   *
   * @param ready how long a process may take to get ready at the first start; one that is started
   *     again may have much to catch up with, and is waited for as long as it lives
   * @param deaths how many times in a row it may die
   * @param healthy how long it must have run so that its earlier deaths no longer count
   * @param firstPause how long to wait before the first new start; doubled each time
   */
  record Policy(Duration ready, int deaths, Duration healthy, Duration firstPause) {

    static final Policy DEFAULT =
        new Policy(Duration.ofMinutes(5), 6, Duration.ofMinutes(1), Duration.ofMillis(250));
  }

  private static final Duration POLL = Duration.ofMillis(100);

  /** How often a wait that takes long is spoken of. */
  private static final Duration WORD = Duration.ofSeconds(30);

  private final Part part;
  private final Policy policy;
  private final Journal journal;
  private final Consumer<Process> started;
  private final Consumer<Failure> gaveUp;
  private final CompletableFuture<Duration> ready = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Object spawning = new Object();
  private @Nullable Process process;
  private @Nullable Thread thread;
  private Optional<String> hint = Optional.empty();

  /**
   * Describes a watch; nothing is started.
   *
   * @param started told of each process that was started
   * @param gaveUp told once, when no further start is tried
   */
  Supervisor(
      Part part,
      Policy policy,
      Journal journal,
      Consumer<Process> started,
      Consumer<Failure> gaveUp) {
    this.part = part;
    this.policy = policy;
    this.journal = journal;
    this.started = started;
    this.gaveUp = gaveUp;
  }

  Part part() {
    return part;
  }

  /** Begins to watch, in a thread of its own. */
  void start() {
    synchronized (spawning) {
      if (thread == null && !isStopping()) {
        thread = Thread.ofPlatform().daemon().name("watch-" + part.name()).start(this::run);
      }
    }
  }

  /** Completed with the time that it took, when the process is ready for the first time. */
  CompletableFuture<Duration> ready() {
    return ready;
  }

  private void run() {
    try {
      watch();
    } catch (StackException | UncheckedIOException e) {
      giveUp(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      giveUp(part.title() + " cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      // Only the stop interrupts, and it looks after the process.
      Thread.currentThread().interrupt();
    }
  }

  private void watch() throws IOException, InterruptedException {
    int deaths = 0;
    while (true) {
      long begin = System.nanoTime();
      Process current = spawn();
      if (current == null) {
        return;
      }
      boolean gotReady = awaitReady(current, begin);
      if (gotReady) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (!ready.complete(took)) {
          journal.progress(part.title() + " is ready again, as pid " + current.pid() + ".");
        }
        current.waitFor();
      }
      if (isStopping()) {
        return;
      }
      boolean stuck = current.isAlive();
      if (stuck) {
        current.destroyForcibly().waitFor();
      }
      if (gotReady && System.nanoTime() - begin > policy.healthy().toNanos()) {
        deaths = 0;
      }
      deaths++;
      String what = stuck ? stuck() : ended(current);
      // Before the cluster was ready at all, a second try is a matter of luck and a third of hope.
      if (deaths >= (ready.isDone() ? policy.deaths() : Math.min(3, policy.deaths())) || stuck) {
        giveUp(what + " Its log is " + part.log() + ".");
        return;
      }
      Duration pause = policy.firstPause().multipliedBy(1L << Math.min(deaths - 1, 6));
      journal.warning(what + " It is started again; its log is " + part.log() + ".");
      if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private @Nullable Process spawn() throws IOException {
    synchronized (spawning) {
      if (isStopping()) {
        return null;
      }
      Process next = part.spawn();
      process = next;
      started.accept(next);
      return next;
    }
  }

  private boolean awaitReady(Process current, long begin) throws InterruptedException {
    long nextWord = begin + WORD.toNanos();
    while (current.isAlive()
        && (ready.isDone() || System.nanoTime() - begin < policy.ready().toNanos())) {
      if (System.nanoTime() > nextWord) {
        nextWord += WORD.toNanos();
        journal.progress(
            "%s is not ready after %d s, waiting; its log is %s"
                .formatted(
                    part.title(),
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                    part.log()));
      }
      if (part.isReady() && current.isAlive()) {
        return true;
      }
      if (!ready.isDone()) {
        hint = part.hint();
        if (hint.isPresent()) {
          return false;
        }
      }
      if (stopping.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  private String stuck() {
    return hint.map(each -> part.title() + " cannot get ready: " + each + ".")
        .orElseGet(
            () -> part.title() + " is not ready after " + policy.ready().toSeconds() + " s.");
  }

  private String ended(Process current) {
    int exit = current.exitValue();
    String how =
        exit > 128 ? "was ended by signal " + (exit - 128) : "ended with exit code " + exit;
    return part.title() + " (pid " + current.pid() + ") " + how + ".";
  }

  private void giveUp(String sentence) {
    Failure failure = Failure.failed(sentence);
    ready.completeExceptionally(failure);
    gaveUp.accept(failure);
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Starts it no more when it dies. */
  void startNoMore() {
    stopping.countDown();
  }

  /** Starts it no more, and asks the process to stop; does not wait. */
  void askToStop() {
    stopping.countDown();
    synchronized (spawning) {
      if (process != null && process.isAlive()) {
        part.askToStop(process.toHandle());
      }
    }
  }

  /** Waits until the process has ended; what has not by then is killed. */
  void awaitStop(Duration grace) {
    Process last;
    synchronized (spawning) {
      last = process;
    }
    if (last == null) {
      return;
    }
    try {
      if (!last.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        journal.warning(
            part.title() + " did not stop in " + grace.toSeconds() + " s and is killed.");
        last.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      last.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
