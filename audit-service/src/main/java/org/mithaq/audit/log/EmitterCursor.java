package org.mithaq.audit.log;

import java.util.Optional;

/**
 * Follows one emitter's topic and decides of each message what becomes of it: the number that is
 * due is taken, a lower one is known, a higher one means that something is missing. The topic is
 * then read on, in case that what is missing comes later, but nothing of the emitter is taken and
 * its place in the topic is kept until it has come. Not thread-safe.
 */
public final class EmitterCursor {

  private static final long NONE = -1;

  private final String emitter;
  private long last;
  private long held = NONE;
  private boolean progressed;
  private Optional<Stop> stop = Optional.empty();

  /** After this number of this emitter. */
  public EmitterCursor(String emitter, long last) {
    this.emitter = emitter;
    this.last = last;
  }

  /** What becomes of a message. */
  public enum Verdict {
    /** It bears the number that is due. */
    NEXT,
    /** Its number is in the log already. */
    KNOWN,
    /** Nothing, for now: it stays in the topic. */
    HELD
  }

  /**
   * Why nothing more is taken from an emitter.
   *
   * @param reason for an operator
   * @param missing how many numbers are missing before the next one that is there; 1 where that
   *     makes no sense
   * @param lasting whether it stays so whatever comes
   */
  public record Stop(String reason, long missing, boolean lasting) {}

  /**
   * Decides of the next message.
   *
   * @param offset its place in the topic
   * @param number the number that it bears; 0 when it bears none
   */
  public Verdict take(long offset, long number) {
    if (stop.isPresent() && stop.get().lasting()) {
      return hold(offset);
    }
    if (number < 1) {
      stopForGood(offset, emitter + " sent a record without a number");
      return Verdict.HELD;
    }
    if (number <= last) {
      return Verdict.KNOWN;
    }
    if (number == last + 1) {
      last = number;
      if (held != NONE) {
        progressed = true;
      }
      return Verdict.NEXT;
    }
    if (held == NONE || progressed) {
      stop =
          Optional.of(
              new Stop(
                  "number %d of %s is missing; the next one there is %d"
                      .formatted(last + 1, emitter, number),
                  number - last - 1,
                  false));
    }
    return hold(offset);
  }

  /** Stops for good: this message contradicts what is in the log. */
  public void stopForGood(long offset, String reason) {
    stop = Optional.of(new Stop(reason, 1, true));
    hold(offset);
  }

  private Verdict hold(long offset) {
    if (held == NONE || offset < held) {
      held = offset;
    }
    return Verdict.HELD;
  }

  /**
   * From where the topic has to be read again after a restart, when it has been read up to here.
   */
  public long resume(long read) {
    return held == NONE ? read : Math.min(held, read);
  }

  /**
   * Whether the topic has to be read again from {@link #resume}: something that was missing has
   * come, and what was passed over may be due now. To be asked after what was taken has been
   * committed.
   */
  public boolean rewind() {
    if (held == NONE || !progressed || stop.isPresent() && stop.get().lasting()) {
      return false;
    }
    held = NONE;
    progressed = false;
    stop = Optional.empty();
    return true;
  }

  /** The emitter. */
  public String emitter() {
    return emitter;
  }

  /** The last number that was taken. */
  public long last() {
    return last;
  }

  /** Why nothing is taken at present, if so. */
  public Optional<Stop> stop() {
    return stop;
  }
}
