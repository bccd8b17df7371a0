package org.mithaq.audit.record;

import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

/**
 * By what a record was erased.
 *
 * @param erasure the erasure's id
 * @param basis on which basis
 * @param entry the id of the record that proves it in the log
 */
public record Erased(UUID erasure, String basis, UUID entry) {

  /** This service itself, who erases, and stands for nobody where nobody is named. */
  private static final String SERVICE = "audit";

  /** Checks that all is there. */
  public Erased {
    Objects.requireNonNull(erasure);
    Objects.requireNonNull(basis);
    Objects.requireNonNull(entry);
  }

  /** Whether a record is the proof of an erasure, whatever of. */
  public static boolean isErasure(Disclosure record) {
    return record.emitter().equals(SERVICE)
        && record.operation() == Operation.ERASURE
        && record.decision() == Decision.PERMITTED;
  }

  /** How the justification of an erasure's record begins: with its basis, before who ordered it. */
  public static String ordered(String basis) {
    return basis + ": ";
  }

  /** Whether this proof is of an erasure on this basis. */
  public boolean isOn(Disclosure proof) {
    String order = proof.justification();
    return order != null && order.startsWith(ordered(basis));
  }

  /**
   * Whether this is the proof that a record was erased, and that it was of the sides that it is
   * said to be of. An erasure names a record once for each agency of its side but the one that
   * acted, whose side it may have been of as well (see {@code Naming}).
   *
   * @param proof what the record of an erasure says
   */
  public static boolean proves(Disclosure proof, StoredRecord erased) {
    if (!isErasure(proof)) {
      return false;
    }
    TreeSet<String> named = new TreeSet<>();
    for (RecordObject object : proof.objects()) {
      if (object.kind().equals("record") && object.id().equals(erased.id().toString())) {
        named.add(object.owner() == null ? "" : object.owner());
      }
    }
    TreeSet<String> sides = new TreeSet<>(erased.clear().sides());
    sides.remove(proof.agency());
    if (sides.isEmpty()) {
      sides.add(SERVICE);
    }
    return named.equals(sides);
  }
}
