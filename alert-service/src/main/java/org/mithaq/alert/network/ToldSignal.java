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
 */
public record ToldSignal(List<String> notices, int retracted, int first) {

  /** Copies the notices. */
  public ToldSignal {
    notices = List.copyOf(notices);
  }

  /** The same with one more notice. */
  ToldSignal in(String notice) {
    if (notices.contains(notice)) {
      return this;
    }
    Collection<String> all = new TreeSet<>(notices);
    all.add(notice);
    return new ToldSignal(List.copyOf(all), retracted, first);
  }
}
