package org.mithaq.alert.matching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps posting lists and tells each agency what changes for it.
 *
 * <p>What an agency is told of a token is a pure function of the postings whose audience it belongs
 * to: all bearers, in order of acceptance, while there are at most {@code cap}; the oldest {@code
 * cap} and the mark <em>hub</em> beyond. So the order of arrival leaves no trace, and the work of a
 * change is bounded by the cap and the number of different audiences, never by the length of the
 * list.
 */
public final class TokenMatcher {

  private final PostingShelf shelf;
  private final int cap;

  /**
   * @param shelf where postings stand
   * @param cap how many signals may bear a token before it stops linking
   */
  public TokenMatcher(PostingShelf shelf, int cap) {
    if (cap < 2) {
      throw new IllegalArgumentException("a cap below two links nothing");
    }
    this.shelf = shelf;
    this.cap = cap;
  }

  /**
   * Applies a change to the posting list of one token of one agreement.
   *
   * @param agreement agreement id
   * @param token the token
   * @return news for each agency for which anything changes, in order of agency
   */
  public List<AgencyNews.Matched> apply(String agreement, String token, PostingChange change) {
    PostingList list = shelf.list(agreement, token);
    Posting posting = change.after();
    if (change.before() == null && posting != null && isNobodysNews(list, posting)) {
      list.put(posting);
      return List.of();
    }
    Set<String> touched = new TreeSet<>();
    addAudience(touched, change.before());
    addAudience(touched, posting);

    Lists lists = read(list, touched);
    Map<String, State> before = new HashMap<>();
    for (String agency : touched) {
      before.put(agency, lists.seenBy(agency));
    }
    if (change.before() != null) {
      list.remove(change.before());
      // What was beyond the cap may have come within it.
      lists = read(list, touched);
    }
    if (posting != null) {
      boolean added = list.put(posting);
      lists = lists.with(posting, added);
    }

    List<AgencyNews.Matched> news = new ArrayList<>();
    for (String agency : touched) {
      State old = before.getOrDefault(agency, State.NOTHING);
      State now = lists.seenBy(agency);
      List<Bearer> told = new ArrayList<>();
      now.bearers()
          .forEach(
              (id, bearer) -> {
                if (!bearer.equals(old.bearers().get(id))) {
                  told.add(bearer);
                }
              });
      List<String> withdrawn = new ArrayList<>(old.bearers().keySet());
      withdrawn.removeAll(now.bearers().keySet());
      if (!told.isEmpty()
          || !withdrawn.isEmpty()
          || old.bucket() != now.bucket()
          || old.hub() != now.hub()) {
        news.add(
            new AgencyNews.Matched(
                agency, agreement, token, now.bucket(), now.hub(), told, withdrawn));
      }
    }
    return news;
  }

  /** The power of two that is not below the count: 2, 4, 8… */
  static int bucket(long count) {
    return count <= 1 ? 1 : (int) (Long.highestOneBit(count - 1) << 1);
  }

  private static void addAudience(Set<String> touched, @Nullable Posting posting) {
    if (posting != null) {
      touched.addAll(posting.audience());
    }
  }

  /**
   * Whether a posting that is added changes nothing for anybody: those who may know of it know of
   * no other, or of so many before it that it is beyond the cap, as the last one was.
   */
  private boolean isNobodysNews(PostingList list, Posting posting) {
    boolean alone = true;
    for (Group group : list.groups()) {
      if (group.count() > cap && group.audience().equals(posting.audience())) {
        return list.precede(posting, cap);
      }
      alone &= Collections.disjoint(group.audience(), posting.audience());
    }
    return alone;
  }

  private Lists read(PostingList list, Set<String> touched) {
    Map<List<String>, Known> lists = new HashMap<>();
    for (Group group : list.groups()) {
      if (!Collections.disjoint(group.audience(), touched)) {
        lists.put(group.audience(), new Known(group.count(), list.oldest(group.audience(), cap)));
      }
    }
    return new Lists(lists);
  }

  /** What is read of one audience's postings: how many, and the oldest of them. */
  private record Known(long count, List<Posting> oldest) {
    static final Known NOTHING = new Known(0, List.of());
  }

  private record State(int bucket, boolean hub, Map<String, Bearer> bearers) {
    static final State NOTHING = new State(0, false, Map.of());
  }

  private final class Lists {
    private final Map<List<String>, Known> known;

    Lists(Map<List<String>, Known> known) {
      this.known = known;
    }

    /** The same with a posting that was put there, without reading it again. */
    Lists with(Posting posting, boolean added) {
      Known former = known.getOrDefault(posting.audience(), Known.NOTHING);
      List<Posting> oldest = new ArrayList<>(former.oldest());
      int at = Collections.binarySearch(oldest, posting, PostingList.BY_ACCEPTANCE);
      if (at >= 0) {
        oldest.set(at, posting);
      } else {
        oldest.add(-at - 1, posting);
      }
      Map<List<String>, Known> next = new HashMap<>(known);
      next.put(
          posting.audience(),
          new Known(
              former.count() + (added ? 1 : 0), oldest.subList(0, Math.min(cap, oldest.size()))));
      return new Lists(next);
    }

    State seenBy(String agency) {
      long frequency = 0;
      List<Posting> shown = new ArrayList<>();
      for (Map.Entry<List<String>, Known> each : known.entrySet()) {
        if (each.getKey().contains(agency)) {
          frequency += each.getValue().count();
          shown.addAll(each.getValue().oldest());
        }
      }
      if (frequency < 2) {
        return State.NOTHING;
      }
      boolean hub = frequency > cap;
      shown.sort(PostingList.BY_ACCEPTANCE);
      shown = shown.subList(0, Math.min(cap, shown.size()));
      Set<String> ids = new HashSet<>();
      shown.forEach(posting -> ids.add(posting.header().id()));
      Map<String, Bearer> bearers = new LinkedHashMap<>();
      for (Posting posting : shown) {
        List<String> repeats =
            posting.mark().basedOn().stream().filter(ids::contains).sorted().toList();
        bearers.put(
            posting.header().id(), new Bearer(posting.header(), posting.mark().repeating(repeats)));
      }
      // Beyond the cap the frequency no longer matters, so its growth is nobody's news.
      return new State(hub ? bucket(cap + 1L) : bucket(frequency), hub, bearers);
    }
  }
}
