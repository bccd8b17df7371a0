package org.mithaq.audit.witness;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mithaq.audit.log.Checkpoint;
import org.mithaq.audit.log.Cosigners;
import org.mithaq.audit.log.PublishedLog;

/**
 * Collects the cosignatures of all known witnesses. It waits for those that answer, so that a
 * checkpoint is published with their cosignatures, and for no other, so that none can hold up the
 * log.
 */
public final class WitnessCollector implements Cosigners, AutoCloseable {

  private final PublishedLog log;
  private final Duration patience;
  private final HttpClient http;
  private final List<Follower> followers = new ArrayList<>();
  private final AtomicBoolean fresh = new AtomicBoolean();

  /** Collects from these witnesses; proofs are made of the published log. */
  public WitnessCollector(WitnessSettings settings, PublishedLog log) {
    this.log = log;
    this.patience = settings.patience();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    settings
        .ordered()
        .forEach(
            (id, known) ->
                followers.add(
                    new Follower(
                        id,
                        known.key(),
                        new Inquiry(id, known, http),
                        settings.retry(),
                        () -> fresh.set(true))));
  }

  @Override
  public String collect(int year, Checkpoint checkpoint, String note) {
    Inquiry.Proof proof = size -> log.proofs(year, checkpoint).consistency(size);
    followers.forEach(one -> one.want(new Follower.Wanted(checkpoint, note, proof)));
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (Follower one : followers) {
        one.await(checkpoint, deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return amend(checkpoint, note);
  }

  @Override
  public String amend(Checkpoint checkpoint, String note) {
    // Before it is looked what has come: what comes meanwhile is fresh again.
    fresh.set(false);
    List<String> lines = note.lines().toList();
    StringBuilder amended = new StringBuilder(note);
    for (Follower one : followers) {
      Optional<String> line = one.cosignature(checkpoint);
      if (line.isPresent() && one.key().cosignature(checkpoint.text(), lines).isEmpty()) {
        amended.append(line.get()).append('\n');
      }
    }
    return amended.toString();
  }

  @Override
  public boolean fresh() {
    return fresh.get();
  }

  @Override
  public SortedSet<String> of(String note) {
    int split = note.lastIndexOf("\n\n");
    String text = note.substring(0, split + 1);
    List<String> lines = note.substring(split + 2).lines().toList();
    SortedSet<String> by = new TreeSet<>();
    for (Follower one : followers) {
      if (one.key().cosignature(text, lines).isPresent()) {
        by.add(one.id());
      }
    }
    return by;
  }

  /** How each witness is doing. */
  Map<String, Follower.Standing> standings() {
    Map<String, Follower.Standing> standings = new TreeMap<>();
    followers.forEach(one -> standings.put(one.id(), one.standing()));
    return standings;
  }

  @Override
  public void close() {
    followers.forEach(Follower::close);
    http.shutdownNow();
  }
}
