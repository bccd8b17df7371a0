package org.mithaq.alert.matching;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Posting lists in memory, for tests. */
public final class MemoryPostingShelf implements PostingShelf {

  private final Map<String, Map<List<String>, TreeSet<Posting>>> lists = new HashMap<>();

  /** The most postings that one read returned. */
  public int longestRead;

  @Override
  public PostingList list(String agreement, String token) {
    Map<List<String>, TreeSet<Posting>> groups =
        lists.computeIfAbsent(agreement + "|" + token, key -> new HashMap<>());
    return new PostingList() {
      @Override
      public List<Group> groups() {
        return groups.entrySet().stream()
            .map(each -> new Group(each.getKey(), each.getValue().size()))
            .toList();
      }

      @Override
      public List<Posting> oldest(List<String> audience, int limit) {
        List<Posting> read = held(audience).stream().limit(limit).toList();
        longestRead = Math.max(longestRead, read.size());
        return read;
      }

      @Override
      public boolean precede(Posting posting, int count) {
        return held(posting.audience()).headSet(posting).size() >= count;
      }

      @Override
      public boolean put(Posting posting) {
        boolean replaces = groups.containsKey(posting.audience()) && take(posting);
        groups.computeIfAbsent(posting.audience(), a -> empty()).add(posting);
        return !replaces;
      }

      @Override
      public void remove(Posting posting) {
        take(posting);
        groups.values().removeIf(TreeSet::isEmpty);
      }

      private boolean take(Posting posting) {
        return held(posting.audience()).remove(posting);
      }

      private TreeSet<Posting> held(List<String> audience) {
        return groups.getOrDefault(audience, empty());
      }
    };
  }

  private static TreeSet<Posting> empty() {
    return new TreeSet<>(PostingList.BY_ACCEPTANCE);
  }
}
