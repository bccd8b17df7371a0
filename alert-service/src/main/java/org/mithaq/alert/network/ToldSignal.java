package org.mithaq.alert.network;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What an agency has been told of another's signal, kept for as long as the agency could have to be
 * told of its end.
 *
 * @param notices the notices in which it has stood, sorted
 * @param retracted the last version of whose end the agency was told; 0: none
 * @param first the version that it was told of first; 0: not known
 * @param sheltered whether it named a victim or witness, as far as it was told: what is heard of
 *     its end may say no more whom it named
 */
public record ToldSignal(List<String> notices, int retracted, int first, boolean sheltered) {

  /** Of a signal of which nothing was told before. */
  static ToldSignal firstAt(int version) {
    return new ToldSignal(List.of(), 0, version, false);
  }

  /** Copies the notices. */
  public ToldSignal {
    notices = List.copyOf(notices);
  }

  /** The same, told in a notice, as sheltered or not. */
  ToldSignal in(String notice, boolean asSheltered) {
    Collection<String> all = new TreeSet<>(notices);
    all.add(notice);
    return new ToldSignal(List.copyOf(all), retracted, first, sheltered || asSheltered);
  }

  /** The same, of whose end at a version the agency was told. */
  ToldSignal retractedAt(int version) {
    return new ToldSignal(notices, Math.max(retracted, version), first, sheltered);
  }
}
