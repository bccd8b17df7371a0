package org.mithaq.bench.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Group;
import org.mithaq.alert.matching.Posting;
import org.mithaq.alert.matching.PostingShelf;

/** Posting lists in memory. */
public final class MemoryPostings implements PostingShelf {
  private final Map<String, TreeMap<String, Group>> groups = new HashMap<>();
  private final Map<String, TreeMap<String, Posting>> postings = new HashMap<>();

  @Override
  public List<Group> groups(String token) {
    return List.copyOf(groups.getOrDefault(token, new TreeMap<>()).values());
  }

  @Override
  public void put(String token, Group group) {
    TreeMap<String, Group> held = groups.computeIfAbsent(token, t -> new TreeMap<>());
    if (group.count() == 0) {
      held.remove(group.id());
    } else {
      held.put(group.id(), group);
    }
  }

  @Override
  public List<Posting> oldest(String token, String group, int limit) {
    return postings.getOrDefault(token + group, new TreeMap<>()).values().stream()
        .limit(limit)
        .toList();
  }

  @Override
  public @Nullable Posting find(String token, String group, Posting posting) {
    return postings.getOrDefault(token + group, new TreeMap<>()).get(place(posting));
  }

  @Override
  public void put(String token, String group, Posting posting) {
    postings.computeIfAbsent(token + group, t -> new TreeMap<>()).put(place(posting), posting);
  }

  @Override
  public void remove(String token, String group, Posting posting) {
    postings.getOrDefault(token + group, new TreeMap<>()).remove(place(posting));
  }

  private static String place(Posting posting) {
    return "%016x|%s".formatted(posting.header().acceptedAt(), posting.header().id());
  }
}
