package org.mithaq.alert.matching;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Comparator;
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

  private static final Comparator<Posting> BY_ACCEPTANCE =
      comparingLong((Posting posting) -> posting.header().acceptedAt())
          .thenComparing(posting -> posting.header().id());

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
    String key = agreement + "|" + token;
    Set<String> touched = new TreeSet<>();
    addAudience(touched, change.before());
    addAudience(touched, change.after());

    Lists lists = read(key, touched);
    Map<String, State> before = new HashMap<>();
    for (String agency : touched) {
      before.put(agency, lists.seenBy(agency));
    }
    write(key, change);
    lists = read(key, touched);

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

  private void write(String key, PostingChange change) {
    if (change.before() != null) {
      String group = Group.idOf(change.before().audience());
      if (shelf.find(key, group, change.before()) != null) {
        shelf.remove(key, group, change.before());
        count(key, change.before().audience(), -1);
      }
    }
    if (change.after() != null) {
      String group = Group.idOf(change.after().audience());
      if (shelf.find(key, group, change.after()) == null) {
        count(key, change.after().audience(), 1);
      }
      shelf.put(key, group, change.after());
    }
  }

  private void count(String key, List<String> audience, int step) {
    String id = Group.idOf(audience);
    long count =
        shelf.groups(key).stream()
            .filter(group -> group.id().equals(id))
            .mapToLong(Group::count)
            .findFirst()
            .orElse(0);
    shelf.put(key, new Group(id, audience, count + step));
  }

  private Lists read(String key, Set<String> touched) {
    Map<Group, List<Posting>> lists = new LinkedHashMap<>();
    for (Group group : shelf.groups(key)) {
      if (group.audience().stream().anyMatch(touched::contains)) {
        lists.put(group, shelf.oldest(key, group.id(), cap));
      }
    }
    return new Lists(lists);
  }

  private record State(int bucket, boolean hub, Map<String, Bearer> bearers) {
    static final State NOTHING = new State(0, false, Map.of());
  }

  private final class Lists {
    private final Map<Group, List<Posting>> groups;

    Lists(Map<Group, List<Posting>> groups) {
      this.groups = groups;
    }

    State seenBy(String agency) {
      long frequency = 0;
      List<Posting> known = new ArrayList<>();
      for (Map.Entry<Group, List<Posting>> entry : groups.entrySet()) {
        if (entry.getKey().audience().contains(agency)) {
          frequency += entry.getKey().count();
          known.addAll(entry.getValue());
        }
      }
      if (frequency < 2) {
        return State.NOTHING;
      }
      known.sort(BY_ACCEPTANCE);
      boolean hub = frequency > cap;
      List<Posting> shown = known.subList(0, Math.min(cap, known.size()));
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
