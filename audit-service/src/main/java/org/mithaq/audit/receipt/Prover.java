package org.mithaq.audit.receipt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mithaq.audit.log.Cosigners;
import org.mithaq.audit.log.ForkException;
import org.mithaq.audit.log.Merkle;
import org.mithaq.audit.log.Proofs;
import org.mithaq.audit.log.PublishedLog;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.record.Place;
import org.mithaq.audit.record.StoredRecord;
import org.mithaq.audit.witness.Quorum;
import org.mithaq.audit.witness.WitnessSettings;

/**
 * Proves the records of one answer. What it has read of the published log it keeps, so that all of
 * them rest on the same checkpoints, and each tile is read once. For one answer only, by one
 * thread.
 */
final class Prover {

  private final PublishedLog log;
  private final Cosigners cosigners;
  private final WitnessSettings settings;
  private final Map<Integer, List<Candidate>> checkpoints = new HashMap<>();

  /** A checkpoint to rest on, who has cosigned it, and the tree under it. */
  private record Candidate(PublishedLog.Signed signed, Set<String> by, Proofs proofs) {}

  /** Proves from this log, with the cosignatures that the settings want. */
  Prover(PublishedLog log, Cosigners cosigners, WitnessSettings settings) {
    this.log = log;
    this.cosigners = cosigners;
    this.settings = settings;
  }

  /**
   * The proof on the newest checkpoint that covers the record and that those have cosigned whose
   * cosignatures its receipt needs.
   *
   * @throws ForkException when the log has another entry at the record's place
   */
  Standing prove(StoredRecord record) {
    if (record.place().isEmpty()) {
      return new Standing.Pending(new Problem.ReceiptPending());
    }
    Place place = record.place().get();
    Quorum quorum = settings.quorum(record.agreement());
    boolean covered = false;
    TreeSet<String> had = new TreeSet<>();
    for (Candidate one : checkpoints.computeIfAbsent(place.year(), this::read)) {
      if (one.signed().checkpoint().size() > place.position()) {
        if (quorum.metBy(one.by())) {
          return proven(place, one);
        }
        covered = true;
        had.addAll(one.by());
      }
    }
    return new Standing.Pending(
        covered
            ? new Problem.ReceiptPending(quorum.toString(), had)
            : new Problem.ReceiptPending());
  }

  private List<Candidate> read(int year) {
    try {
      List<Candidate> candidates = new ArrayList<>();
      for (PublishedLog.Signed signed : log.checkpoints(year)) {
        candidates.add(
            new Candidate(
                signed, cosigners.of(signed.note()), log.proofs(year, signed.checkpoint())));
      }
      return candidates;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Standing proven(Place place, Candidate one) {
    if (!Arrays.equals(one.proofs().leaf(place.position()), Merkle.leaf(place.entry()))) {
      throw new ForkException(
          "the database has another entry %d of %s than has been published"
              .formatted(place.position(), one.signed().checkpoint().origin()));
    }
    return new Standing.Proven(place, one.signed(), one.proofs().inclusion(place.position()));
  }
}
