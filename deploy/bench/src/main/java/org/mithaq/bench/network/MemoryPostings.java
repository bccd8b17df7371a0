package org.mithaq.bench.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Group;
import org.mithaq.alert.matching.Posting;
import org.mithaq.alert.matching.PostingList;
import org.mithaq.alert.matching.PostingShelf;

/** Posting lists in memory. */
public final class MemoryPostings implements PostingShelf {

  private final Map<String, Map<String, PostingList>> lists = new HashMap<>();

  @Override
  public PostingList list(String agreement, String token) {
    return lists
        .computeIfAbsent(agreement, a -> new HashMap<>())
        .computeIfAbsent(token, t -> new Postings());
  }

  /** Most tokens have one bearer and need no more than a place for it. */
  private static final class Postings implements PostingList {
    private @Nullable Posting only;
    private @Nullable Map<List<String>, TreeSet<Posting>> many;

    @Override
    public List<Group> groups() {
      if (many != null) {
        return many.entrySet().stream()
            .map(each -> new Group(each.getKey(), each.getValue().size()))
            .toList();
      }
      return only == null ? List.of() : List.of(new Group(only.audience(), 1));
    }

    @Override
    public List<Posting> oldest(List<String> audience, int limit) {
      if (many != null) {
        return of(many, audience).stream().limit(limit).toList();
      }
      return only != null && only.audience().equals(audience) ? List.of(only) : List.of();
    }

    @Override
    public boolean precede(Posting posting, int count) {
      List<Posting> oldest = oldest(posting.audience(), count);
      return oldest.size() == count && BY_ACCEPTANCE.compare(oldest.getLast(), posting) < 0;
    }

    @Override
    public boolean put(Posting posting) {
      if (many == null) {
        if (only == null) {
          only = posting;
          return true;
        }
        many = new HashMap<>();
        of(many, only.audience()).add(only);
        only = null;
      }
      TreeSet<Posting> held = of(many, posting.audience());
      boolean replaces = held.remove(posting);
      held.add(posting);
      return !replaces;
    }

    @Override
    public void remove(Posting posting) {
      if (many != null) {
        TreeSet<Posting> held = of(many, posting.audience());
        held.remove(posting);
        if (held.isEmpty()) {
          many.remove(posting.audience());
        }
      } else if (only != null
          && only.audience().equals(posting.audience())
          && BY_ACCEPTANCE.compare(only, posting) == 0) {
        only = null;
      }
    }

    private static TreeSet<Posting> of(
        Map<List<String>, TreeSet<Posting>> many, List<String> audience) {
      return many.computeIfAbsent(audience, a -> new TreeSet<>(BY_ACCEPTANCE));
    }
  }
}
