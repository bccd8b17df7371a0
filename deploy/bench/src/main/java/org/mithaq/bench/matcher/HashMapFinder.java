package org.mithaq.bench.matcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mithaq.alert.matching.Posting;

/** The least that can do the job, in memory and for ever: a list for each token. */
final class HashMapFinder implements Finder {

  /** By agreement, of which there are few, and then by token: no key has to be made. */
  private final Map<String, Map<String, List<Posting>>> lists = new HashMap<>();

  private final Findings findings;

  HashMapFinder(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void take(Arrival arrival) {
    List<Posting> list =
        lists
            .computeIfAbsent(arrival.agreement(), agreement -> new HashMap<>())
            .computeIfAbsent(arrival.token(), token -> new ArrayList<>(1));
    match(arrival.token(), list, arrival.posting(), findings);
    list.add(arrival.posting());
  }

  /** Tells of each earlier posting that an agency may know beside the one that arrives. */
  static void match(String token, List<Posting> list, Posting later, Findings findings) {
    for (int i = 0; i < list.size(); i++) {
      Posting earlier = list.get(i);
      for (String agency : earlier.audience()) {
        if (later.audience().contains(agency)) {
          findings.pair(agency, token, earlier, later);
        }
      }
    }
  }

  @Override
  public void close() {
    lists.clear();
  }
}
