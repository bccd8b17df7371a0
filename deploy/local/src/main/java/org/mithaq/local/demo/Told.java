package org.mithaq.local.demo;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.Failure;
import org.mithaq.local.watch.Feed;
import org.mithaq.local.watch.NoticeView;
import org.mithaq.local.watch.SseEvent;

/** The feeds of the agencies that the story looks at, each followed by a thread of its own. */
final class Told implements AutoCloseable {

  private static final Duration WAIT = Duration.ofMillis(500);

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  /** A notice that came to an agency. */
  record Arrival(String agency, NoticeView notice) {}

  Told(List<String> agencies, Http http, Supplier<URI> alert, Function<String, String> tokens) {
    for (String agency : agencies) {
      threads.add(
          Thread.ofVirtual()
              .name("feed of " + agency)
              .start(() -> follow(agency, http, alert, tokens)));
    }
  }

  private void follow(
      String agency, Http http, Supplier<URI> alert, Function<String, String> tokens) {
    try (Feed feed = new Feed(http, alert, () -> tokens.apply(agency), 0)) {
      while (!over) {
        if (feed.next(WAIT) instanceof Feed.Item.Event(SseEvent event)) {
          NoticeView.read(event.data())
              .filter(notice -> !notice.superseded() && !notice.withheld())
              .ifPresent(notice -> arrivals.add(new Arrival(agency, notice)));
        }
      }
    } catch (Failure e) {
      // What the feed did not bring, the notices at the end are compared with.
      over = true;
    }
  }

  /** What has come since the last call. */
  List<Arrival> take() {
    List<Arrival> taken = new ArrayList<>();
    arrivals.drainTo(taken);
    return taken;
  }

  @Override
  public void close() {
    over = true;
    threads.forEach(Thread::interrupt);
  }
}
