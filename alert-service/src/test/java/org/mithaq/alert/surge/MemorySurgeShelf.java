package org.mithaq.alert.surge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mithaq.alert.notice.Notice;

/** What agencies may count, in memory, for tests. */
final class MemorySurgeShelf implements SurgeShelf {

  final Map<String, Map<String, Sighting>> sightings = new TreeMap<>();
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
    return of(scope).values().stream().filter(each -> each.spot().equals(spot)).toList();
  }

  @Override
  public void put(String scope, Sighting sighting) {
    of(scope).put(sighting.header().id(), sighting);
  }

  @Override
  public void remove(String scope, Sighting sighting) {
    of(scope).remove(sighting.header().id());
  }

  @Override
  public List<String> repeatsOf(String scope, String original) {
    return of(scope).values().stream()
        .filter(each -> each.basedOn().contains(original))
        .map(each -> each.header().id())
        .toList();
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
