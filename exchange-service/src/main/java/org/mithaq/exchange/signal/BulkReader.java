package org.mithaq.exchange.signal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Cuts a stream into lines while another thread works on those that have arrived. What waits is
 * bounded in lines and in bytes, so a stream of any length takes the same memory; a sender that is
 * faster than the database is made to wait.
 */
final class BulkReader implements AutoCloseable {

  private static final int MOST_WAITING = 1_000;
  private static final int BUFFER = 16 * 1024;

  /** A line of the stream. */
  sealed interface Line {

    /** Its number, from 1. */
    long number();

    /** A line as it came; the last one may lack its line feed. */
    @SuppressWarnings("ArrayRecordComponent")
    record Complete(long number, byte[] bytes) implements Line {

      @Override
      public String toString() {
        return "Line[" + number + "]";
      }
    }

    /** A line that is longer than a signal may be; its bytes are gone. */
    record TooLong(long number) implements Line {}
  }

  private sealed interface Item {

    record Read(Line line, int weight) implements Item {}

    /** The stream has ended, or broke. */
    record End(Optional<IOException> failure) implements Item {}
  }

  private final InputStream in;
  private final int longest;
  private final int budget;
  private final Semaphore bytes;
  private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Thread thread;
  private volatile boolean closed;
  private Optional<Item.End> end = Optional.empty();

  /**
   * Begins to read.
   *
   * @param longest how many bytes a line may have
   */
  BulkReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
    // Two of the longest lines fit, and a thousand ordinary ones.
    this.budget = 2 * longest + BUFFER;
    this.bytes = new Semaphore(budget);
    this.thread = Thread.ofVirtual().name("bulk-reader").start(this::run);
  }

  /**
   * The lines that have arrived, at least one, at most {@code most}; waits for the first one only.
   *
   * @return empty at the end of the stream
   * @throws IOException if the stream broke; the lines before have been given out
   */
  List<Line> next(int most) throws IOException {
    List<Line> lines = new ArrayList<>();
    try {
      while (lines.size() < most && end.isEmpty()) {
        Item item = lines.isEmpty() ? queue.take() : queue.poll();
        switch (item) {
          case Item.Read(Line line, int weight) -> {
            bytes.release(weight);
            lines.add(line);
          }
          case Item.End last -> end = Optional.of(last);
          case null -> {
            return lines;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while lines were awaited");
    }
    if (lines.isEmpty() && end.isPresent() && end.get().failure().isPresent()) {
      throw end.get().failure().get();
    }
    return lines;
  }

  private void run() {
    Optional<IOException> failure = Optional.empty();
    try {
      read();
    } catch (IOException e) {
      failure = Optional.of(e);
    } catch (InterruptedException e) {
      return;
    }
    try {
      queue.put(new Item.End(failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean begun = false;
    long number = 0;
    for (int size = in.read(buffer); size >= 0 && !closed; size = in.read(buffer)) {
      int from = 0;
      for (int i = 0; i < size; i++) {
        if (buffer[i] == '\n') {
          tooLong |= !take(line, buffer, from, i);
          number++;
          offer(number, line, tooLong);
          tooLong = false;
          begun = false;
          from = i + 1;
        }
      }
      if (from < size) {
        begun = true;
        tooLong |= !take(line, buffer, from, size);
      }
    }
    if (begun) {
      offer(number + 1, line, tooLong);
    }
  }

  private boolean take(ByteArrayOutputStream line, byte[] buffer, int from, int to) {
    if (line.size() + to - from > longest) {
      line.reset();
      return false;
    }
    line.write(buffer, from, to - from);
    return true;
  }

  private void offer(long number, ByteArrayOutputStream line, boolean tooLong)
      throws InterruptedException {
    if (tooLong) {
      line.reset();
      queue.put(new Item.Read(new Line.TooLong(number), 0));
      return;
    }
    byte[] read = line.toByteArray();
    line.reset();
    if (isBlank(read)) {
      return;
    }
    int weight = Math.min(read.length, budget);
    bytes.acquire(weight);
    queue.put(new Item.Read(new Line.Complete(number, read), weight));
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Stops reading; what has not been given out is dropped. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
