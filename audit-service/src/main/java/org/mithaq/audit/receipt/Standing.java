package org.mithaq.audit.receipt;

import java.util.List;
import java.util.Objects;
import org.mithaq.audit.log.PublishedLog;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.record.Place;

/** How it stands with a record's receipt. */
sealed interface Standing {

  /**
   * It can be given.
   *
   * @param place the record's place
   * @param signed the checkpoint on which it rests
   * @param path the proof from the record's entry to it
   */
  record Proven(Place place, PublishedLog.Signed signed, List<byte[]> path) implements Standing {

    public Proven {
      Objects.requireNonNull(place);
      Objects.requireNonNull(signed);
      path = List.copyOf(path);
    }
  }

  /**
   * It cannot be given yet.
   *
   * @param why what is out
   */
  record Pending(Problem.ReceiptPending why) implements Standing {}
}
