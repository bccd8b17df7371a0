package org.mithaq.audit.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose word counts: the keys that the reader has pinned.
 *
 * @param keys of logs, each under its origin or under the origin without its year
 * @param witnesses of witnesses
 * @param quorum so many different ones of the witnesses must have cosigned
 */
record Pinned(List<VerifierKey> keys, List<VerifierKey> witnesses, int quorum) {

  Pinned {
    keys = List.copyOf(keys);
    witnesses = List.copyOf(witnesses);
    if (quorum < 0 || quorum > distinct(witnesses)) {
      throw new IllegalArgumentException("more witnesses are wanted than there are");
    }
  }

  /** The same keys, however few of the witnesses have cosigned; what one of them did must hold. */
  Pinned unwitnessed() {
    return new Pinned(keys, witnesses, 0);
  }

  /** How many different keys these are: a witness that is named twice is still one witness. */
  static int distinct(List<VerifierKey> keys) {
    Set<Object> different = new HashSet<>();
    keys.forEach(key -> different.add(key.key()));
    return different.size();
  }

  /**
   * Checks that one of the keys signed this note for its origin, and enough witnesses with it.
   *
   * @throws Fault when it is not so, or when a line by a pinned key does not hold
   */
  void check(String where, String origin, Note note) {
    VerifierKey signer = note.signedBy(where, keys);
    if (!fits(signer, origin)) {
      throw new Fault(where, "the origin is " + origin + ", not " + signer.name());
    }
    // The key signs under every name that it is pinned by; a line less is a line taken away.
    for (VerifierKey key : keys) {
      if (key.key().equals(signer.key()) && fits(key, origin) && !key.equals(signer)) {
        note.signedBy(where, List.of(key));
      }
    }
    List<VerifierKey> cosigned = new ArrayList<>();
    String absent = "";
    for (VerifierKey witness : witnesses) {
      if (note.cosignedBy(where, witness).isPresent()) {
        cosigned.add(witness);
      } else if (absent.isEmpty()) {
        absent = witness.name();
      }
    }
    int count = distinct(cosigned);
    if (count < quorum) {
      throw new Fault(
          where,
          "witness %s has not cosigned it: %d did, %d must".formatted(absent, count, quorum));
    }
  }

  /** A key is pinned for one log, or under the name without the year for the logs of all years. */
  private static boolean fits(VerifierKey key, String origin) {
    return key.name().equals(origin) || key.name().equals(family(origin));
  }

  /** The name that the logs of all years share. */
  static String family(String origin) {
    return origin.replaceFirst("/[0-9]{4}$", "");
  }
}
