package org.mithaq.witness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides what is cosigned, in the order of C2SP tlog-witness: is the log known, has it signed
 * this, does the request begin where the last cosignature ended, and does the proof lead from there
 * to here. Checking and remembering are one step for each log.
 */
final class Witness {

  private final List<LogKey> logs;
  private final Memory memory;
  private final Cosigner cosigner;
  private final Clock clock;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  Witness(List<LogKey> logs, Memory memory, Cosigner cosigner, Clock clock) {
    this.logs = List.copyOf(logs);
    this.memory = memory;
    this.cosigner = cosigner;
    this.clock = clock;
  }

  /**
   * Answers a request to cosign.
   *
   * @throws IOException when the last state cannot be read or the new one not be kept; then nothing
   *     is cosigned
   */
  Answer addCheckpoint(byte[] body) throws IOException {
    try {
      Submission asked = Submission.parse(body);
      requireSigned(asked);
      if (asked.old() > asked.size()) {
        throw Refusal.of(400, "the old size is greater than that of the checkpoint");
      }
      synchronized (locks.computeIfAbsent(asked.origin(), origin -> new Object())) {
        return cosigned(asked);
      }
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private Answer cosigned(Submission asked) throws IOException {
    Seen seen = memory.recall(asked.origin());
    if (asked.old() != seen.size()) {
      throw Refusal.conflict(seen.size());
    }
    if (asked.size() == seen.size() && !seen.hasRoot(asked.root())) {
      throw Refusal.conflict(seen.size());
    }
    if (!Hashes.continues(seen.size(), seen.root(), asked.size(), asked.root(), asked.proof())) {
      throw Refusal.of(422, "the consistency proof does not hold");
    }
    memory.remember(new Seen(asked.origin(), asked.size(), asked.root()));
    String line = cosigner.line(asked.text(), clock.instant().getEpochSecond());
    return new Answer(200, Answer.TEXT, line);
  }

  private void requireSigned(Submission asked) {
    List<LogKey> keys = logs.stream().filter(log -> log.signs(asked.origin())).toList();
    if (keys.isEmpty()) {
      throw Refusal.of(404, "this log is not witnessed here");
    }
    byte[] text = asked.text().getBytes(StandardCharsets.UTF_8);
    for (LogKey key : keys) {
      for (Submission.Line line : asked.signatures()) {
        if (line.name().equals(key.name())
            && line.id() == key.id()
            && Ed25519.verifies(key.key(), text, line.signature())) {
          return;
        }
      }
    }
    throw Refusal.of(403, "no key that is known for this log has signed the checkpoint");
  }
}
