package org.mithaq.bench.matcher;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Bearer;
import org.mithaq.alert.matching.Posting;

/** All pairs that were found, whichever way they were told. */
final class Pairs implements Finder.Findings {

  private final Set<String> found = new HashSet<>();
  private final Map<String, Set<String>> bearers = new HashMap<>();

  /** {@code agency token signal signal}, the two in order of their ids. */
  Set<String> found() {
    return found;
  }

  @Override
  public void told(AgencyNews.Matched news) {
    Set<String> known =
        bearers.computeIfAbsent(news.agency() + " " + news.token(), scope -> new LinkedHashSet<>());
    for (Bearer each : news.told()) {
      String id = each.header().id();
      if (!known.contains(id)) {
        known.forEach(other -> add(news.agency(), news.token(), other, id));
        known.add(id);
      }
    }
  }

  @Override
  public void pair(String agency, String token, Posting earlier, Posting later) {
    add(agency, token, earlier.header().id(), later.header().id());
  }

  private void add(String agency, String token, String one, String other) {
    boolean ordered = one.compareTo(other) < 0;
    found.add(agency + " " + token + " " + (ordered ? one : other) + " " + (ordered ? other : one));
  }
}
