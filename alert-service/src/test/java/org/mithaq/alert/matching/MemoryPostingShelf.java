package org.mithaq.alert.matching;

import java.util.List;
import java.util.TreeMap;

/** Posting lists in memory, for tests. */
public final class MemoryPostingShelf implements PostingShelf {

  private final TreeMap<String, TreeMap<String, Group>> groups = new TreeMap<>();
  private final TreeMap<String, TreeMap<String, Posting>> postings = new TreeMap<>();

  /** The most postings that one read returned. */
  public int longestRead;

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
    List<Posting> read =
        postings.getOrDefault(token + group, new TreeMap<>()).values().stream()
            .limit(limit)
            .toList();
    longestRead = Math.max(longestRead, read.size());
    return read;
  }

  @Override
  public Posting find(String token, String group, Posting posting) {
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
    return String.format("%016x|%s", posting.header().acceptedAt(), posting.header().id());
  }
}
