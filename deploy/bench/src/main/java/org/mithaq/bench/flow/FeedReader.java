package org.mithaq.bench.flow;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mithaq.local.client.Http;
import org.mithaq.local.token.Tokens;
import org.mithaq.local.watch.Feed;

/** An analyst who follows the feed of an agency, on a thread of its own. */
final class FeedReader implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Pattern NOTICE = Pattern.compile("\"id\":\"(n-[0-9a-f]+)\"");

  private final Feed feed;
  private final Consumer<String> each;
  private final Thread thread;
  private volatile boolean open;
  private volatile boolean stopping;

  /**
   * @param each is told the id of each notice
   */
  FeedReader(Http http, String url, Tokens tokens, String agency, Consumer<String> each) {
    this.each = each;
    feed = new Feed(http, () -> URI.create(url), () -> tokens.of(agency), 0);
    thread = Thread.ofPlatform().name("feed of " + agency).daemon().start(this::run);
  }

  private void run() {
    try (feed) {
      while (!stopping) {
        switch (feed.next(LOOK)) {
          case Feed.Item.Event event -> {
            Matcher notice = NOTICE.matcher(event.event().data());
            if (notice.find()) {
              each.accept(notice.group(1));
            }
          }
          case Feed.Item.Alive alive -> open = true;
          case Feed.Item.Lost lost -> open = false;
          case Feed.Item.Present _, Feed.Item.Nothing _ -> {
            // Looks again.
          }
        }
      }
    }
  }

  boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.join();
  }
}
