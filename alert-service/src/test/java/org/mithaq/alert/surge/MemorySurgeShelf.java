package org.mithaq.alert.surge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mithaq.alert.notice.Notice;

/** What agencies may count, in memory, for tests. */
final class MemorySurgeShelf implements SurgeShelf {

  final Map<String, Map<String, Sighting>> sightings = new TreeMap<>();
  private final Map<String, Map<Sighting.Spot, Set<String>>> spots = new TreeMap<>();
  final Map<String, Map<Sighting.Spot, Tally>> tallies = new TreeMap<>();
  final Map<String, Integer> alike = new TreeMap<>();
  final Map<String, Map<String, Counts>> counts = new TreeMap<>();
  final Map<String, Map<String, Notice>> notices = new TreeMap<>();

  private Map<String, Sighting> of(String scope) {
    return sightings.computeIfAbsent(scope, s -> new TreeMap<>());
  }

  @Override
  public Sighting sighting(String scope, String id) {
    return of(scope).get(id);
  }

  @Override
  public List<Sighting> on(String scope, Sighting.Spot spot) {
    return at(scope, spot).stream().map(of(scope)::get).toList();
  }

  private Set<String> at(String scope, Sighting.Spot spot) {
    return spots
        .computeIfAbsent(scope, s -> new HashMap<>())
        .computeIfAbsent(spot, s -> new TreeSet<>());
  }

  @Override
  public void put(String scope, Sighting sighting) {
    of(scope).put(sighting.header().id(), sighting);
    at(scope, sighting.spot()).add(sighting.header().id());
  }

  @Override
  public void remove(String scope, Sighting sighting) {
    of(scope).remove(sighting.header().id());
    at(scope, sighting.spot()).remove(sighting.header().id());
  }

  @Override
  public List<String> repeatsOf(String scope, String original) {
    return of(scope).values().stream()
        .filter(each -> each.basedOn().contains(original))
        .map(each -> each.header().id())
        .toList();
  }

  @Override
  public Tally tally(String scope, Sighting.Spot spot) {
    return tallies.getOrDefault(scope, Map.of()).getOrDefault(spot, Tally.NONE);
  }

  @Override
  public void put(String scope, Sighting.Spot spot, Tally tally) {
    Map<Sighting.Spot, Tally> held = tallies.computeIfAbsent(scope, s -> new HashMap<>());
    if (tally.all() == 0) {
      held.remove(spot);
    } else {
      held.put(spot, tally);
    }
  }

  @Override
  public int alike(String scope, Sighting.Spot spot, String likeness) {
    return alike.getOrDefault(scope + "|" + spot + "|" + likeness, 0);
  }

  @Override
  public void putAlike(String scope, Sighting.Spot spot, String likeness, int count) {
    if (count == 0) {
      alike.remove(scope + "|" + spot + "|" + likeness);
    } else {
      alike.put(scope + "|" + spot + "|" + likeness, count);
    }
  }

  @Override
  public Long lastAccepted(String scope) {
    return of(scope).values().stream().map(Sighting::acceptedDay).max(Long::compare).orElse(null);
  }

  @Override
  public List<Counts> counts(String scope) {
    return new ArrayList<>(counts.getOrDefault(scope, Map.of()).values());
  }

  @Override
  public Counts counts(String scope, Corridor corridor) {
    return counts
        .getOrDefault(scope, Map.of())
        .getOrDefault(corridor.key(), new Counts(corridor, Map.of()));
  }

  @Override
  public void put(String scope, Counts each) {
    Map<String, Counts> held = counts.computeIfAbsent(scope, s -> new TreeMap<>());
    if (each.days().isEmpty()) {
      held.remove(each.corridor().key());
    } else {
      held.put(each.corridor().key(), each);
    }
  }

  @Override
  public List<Notice> notices(String scope) {
    return new ArrayList<>(notices.getOrDefault(scope, Map.of()).values());
  }

  @Override
  public void put(String scope, Notice notice) {
    notices.computeIfAbsent(scope, s -> new TreeMap<>()).put(notice.id(), notice);
  }
}
