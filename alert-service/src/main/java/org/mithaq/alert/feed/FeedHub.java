package org.mithaq.alert.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the subscribers of an agency when its feed grows, and counts them. */
@ApplicationScoped
public class FeedHub {

  private final Map<String, Channel> channels = new ConcurrentHashMap<>();

  /** The agency's feed reaches to this number. */
  public void grown(String agency, long sequence) {
    channel(agency).grow(sequence);
  }

  /** Waits until the agency's feed reaches beyond a number, or for a time. */
  public void awaitBeyond(String agency, long sequence, Duration time) throws InterruptedException {
    channel(agency).await(sequence, time);
  }

  /** Takes one of {@code limit} places; false when all are taken. */
  public boolean enter(String agency, int limit) {
    return channel(agency).enter(limit);
  }

  /** Gives the place back. */
  public void leave(String agency) {
    channel(agency).leave();
  }

  private Channel channel(String agency) {
    return channels.computeIfAbsent(agency, a -> new Channel());
  }

  private static final class Channel {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long head;
    private int subscribers;

    void grow(long sequence) {
      lock.lock();
      try {
        head = Math.max(head, sequence);
        grown.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void await(long sequence, Duration time) throws InterruptedException {
      lock.lock();
      try {
        long left = time.toNanos();
        while (head <= sequence && left > 0) {
          left = grown.awaitNanos(left);
        }
      } finally {
        lock.unlock();
      }
    }

    boolean enter(int limit) {
      lock.lock();
      try {
        if (subscribers >= limit) {
          return false;
        }
        subscribers++;
        return true;
      } finally {
        lock.unlock();
      }
    }

    void leave() {
      lock.lock();
      try {
        subscribers--;
      } finally {
        lock.unlock();
      }
    }
  }
}
