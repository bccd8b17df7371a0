package org.mithaq.audit.log;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How the log is doing, for health and metrics. Written by the sequencer, read by anybody. */
public final class LogState {

  /** What the sequencer is doing. */
  public sealed interface Status {
    /** It has not begun. */
    record Starting() implements Status {}

    /** It is at work. */
    record Running() implements Status {}

    /** Another instance is at work; this one would take over. */
    record Standby() implements Status {}

    /**
     * It could not do its work and tries again.
     *
     * @param reason what failed
     */
    record Failing(String reason) implements Status {}

    /**
     * It will not do its work until an operator has found out why the log contradicts itself.
     *
     * @param reason what contradicts what
     */
    record Refused(String reason) implements Status {}
  }

  private final Map<String, EmitterCursor.Stop> stops = new ConcurrentHashMap<>();
  private final Map<String, Long> handled = new ConcurrentHashMap<>();
  private volatile Status status = new Status.Starting();
  private volatile long size;
  private volatile long unpublished;

  /** What the sequencer is doing. */
  public Status status() {
    return status;
  }

  /** Sets what the sequencer is doing. */
  public void become(Status status) {
    this.status = Objects.requireNonNull(status);
  }

  /** The emitters from whom nothing is taken, and why. */
  public Map<String, EmitterCursor.Stop> stops() {
    return new TreeMap<>(stops);
  }

  /** How many of an emitter's numbers are missing; 0 when all is well. */
  public long missing(String emitter) {
    EmitterCursor.Stop stop = stops.get(emitter);
    return stop == null ? 0 : stop.missing();
  }

  /** Notes how an emitter's topic has been read and published. */
  void followed(EmitterCursor cursor, long offset) {
    cursor
        .stop()
        .ifPresentOrElse(
            stop -> stops.put(cursor.emitter(), stop), () -> stops.remove(cursor.emitter()));
    handled.put(cursor.emitter(), offset);
  }

  /** Up to where each emitter's topic is covered by the published checkpoint. */
  public Map<String, Long> handled() {
    return Map.copyOf(handled);
  }

  /** Notes how many entries are committed beyond the published checkpoint. */
  void committed(long unpublished) {
    this.unpublished = unpublished;
  }

  /** Notes the size of the published checkpoint. */
  void published(long size) {
    this.size = size;
    this.unpublished = 0;
  }

  /** The size of the published checkpoint. */
  public long size() {
    return size;
  }

  /** How many entries are committed and not published. */
  public long unpublished() {
    return unpublished;
  }
}
