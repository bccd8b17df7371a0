package org.mithaq.local.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.mithaq.local.console.Failure;

/** Shows what a feed gives and says how the connection stands: for ever, or up to now. */
final class Watch {

  private static final Duration WAIT = Duration.ofMillis(500);

  private final Feed feed;
  private final Consumer<SseEvent> show;
  private final Consumer<String> say;

  /** Shows the events of a feed and says what else there is to say. */
  Watch(Feed feed, Consumer<SseEvent> show, Consumer<String> say) {
    this.feed = feed;
    this.show = show;
    this.say = say;
  }

  /**
   * Shows what comes.
   *
   * @throws Failure when the feed is refused, or the command is stopped
   */
  void follow() {
    run(Optional.empty());
  }

  /**
   * Shows all that there is up to now.
   *
   * @param still for so long nothing new may come before all has come
   * @throws Failure when the feed is refused or stands still for longer
   */
  void once(Duration still) {
    run(Optional.of(still));
  }

  private void run(Optional<Duration> still) {
    boolean lost = false;
    String why = "The alert-service may not hear the agreements.";
    long movedAt = System.nanoTime();
    while (true) {
      switch (feed.next(WAIT)) {
        case Feed.Item.Event(SseEvent event) -> {
          show.accept(event);
          // Who reads slowly is not what is waited for.
          movedAt = System.nanoTime();
        }
        case Feed.Item.Present _ -> {
          if (still.isPresent()) {
            return;
          }
        }
        case Feed.Item.Alive _ -> {
          if (lost) {
            say.accept("Connected again.");
          }
          lost = false;
        }
        case Feed.Item.Lost(String reason) -> {
          if (!lost) {
            say.accept(reason + " Trying again.");
          }
          lost = true;
          why = reason;
        }
        case Feed.Item.Nothing _ -> {
          // Waits on.
        }
      }
      if (still.isPresent() && System.nanoTime() - movedAt > still.get().toNanos()) {
        throw Failure.failed("Not all that there is has come, and nothing more does. " + why);
      }
    }
  }
}
