package org.mithaq.bench.linkage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Bearer;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Intake;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.PostingChange;
import org.mithaq.alert.matching.TokenMatcher;
import org.mithaq.alert.matching.View;
import org.mithaq.alert.network.Contraction;
import org.mithaq.alert.network.PairScore;
import org.mithaq.alert.network.Persons;
import org.mithaq.alert.network.SamePerson;
import org.mithaq.alert.network.Scoring;
import org.mithaq.bench.network.MemoryPostings;

/** Signals of one agency, as the matcher tells another of them: which pairs share what. */
final class Pool {

  private final TokenMatcher matcher;
  private final String told;
  private final List<Header> headers = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Known> tokens = new TreeMap<>();
  private final Set<Integer> named = new HashSet<>();

  /** Made when it is asked for. */
  private final Map<Long, List<PairScore.Shared>> shared = new TreeMap<>();

  private static final class Known {
    private int bucket;
    private boolean hub;
    private final Map<Integer, Mark> bearers = new TreeMap<>();
  }

  Pool(int cap, String told) {
    matcher = new TokenMatcher(new MemoryPostings(), cap);
    this.told = told;
  }

  /** Takes the next signal; its place is how many came before. */
  void take(View view) {
    shared.clear();
    places.put(view.header().id(), headers.size());
    if (view.selectors().stream().anyMatch(selector -> selector.type().equals("person"))) {
      named.add(headers.size());
    }
    headers.add(view.header());
    for (Map.Entry<String, PostingChange> change : Intake.changes(null, view, null).entrySet()) {
      for (AgencyNews.Matched news :
          matcher.apply(view.header().agreement(), change.getKey(), change.getValue())) {
        if (news.agency().equals(told)) {
          learn(news);
        }
      }
    }
  }

  private void learn(AgencyNews.Matched news) {
    Known known = tokens.computeIfAbsent(news.token(), t -> new Known());
    known.bucket = news.bucket();
    known.hub = news.hub();
    for (Bearer bearer : news.told()) {
      known.bearers.put(places.get(bearer.header().id()), bearer.mark());
    }
    news.withdrawn().forEach(id -> known.bearers.remove(places.get(id)));
  }

  /** All pairs that share a token that is no hub, with the score of the two. */
  List<Contraction.Edge> edges(Scoring scoring) {
    List<Contraction.Edge> edges = new ArrayList<>();
    each(
        (a, b, shared) -> {
          PairScore score = PairScore.of(scoring, headers.get(a), headers.get(b), shared);
          if (score != null) {
            edges.add(new Contraction.Edge(a, b, score.total()));
          }
        });
    return edges;
  }

  /**
   * All pairs that share a token that is no hub, with the judgement whether they are of one person.
   * A record that names none speaks of whoever bears its document; of two such it is the score of
   * the two.
   */
  List<Persons.Pair> persons(Scoring scoring) {
    List<Persons.Pair> pairs = new ArrayList<>();
    each(
        (a, b, shared) -> {
          boolean one = named.contains(a);
          boolean other = named.contains(b);
          if (one && other) {
            SamePerson same = SamePerson.likeliest(scoring, headers.get(a), headers.get(b), shared);
            if (same != null) {
              pairs.add(new Persons.Pair(a, b, same.score(), same.apart()));
            }
            return;
          }
          PairScore score =
              PairScore.of(
                  scoring,
                  headers.get(a),
                  headers.get(b),
                  one || other ? shared.stream().filter(Pool::isOfDocument).toList() : shared);
          if (score != null) {
            pairs.add(new Persons.Pair(a, b, score.total(), false));
          }
        });
    return pairs;
  }

  private static boolean isOfDocument(PairScore.Shared shared) {
    return shared.first().type().equals("document");
  }

  /** All pairs that share a token that is no hub, whatever they are worth. */
  List<int[]> candidates() {
    List<int[]> candidates = new ArrayList<>();
    each((a, b, shared) -> candidates.add(new int[] {a, b}));
    return candidates;
  }

  private interface Judge {
    void judge(int a, int b, List<PairScore.Shared> shared);
  }

  private void each(Judge judge) {
    shared()
        .forEach((pair, each) -> judge.judge((int) (pair >> Integer.SIZE), pair.intValue(), each));
  }

  /** What the two of each pair share. */
  private Map<Long, List<PairScore.Shared>> shared() {
    if (!shared.isEmpty()) {
      return shared;
    }
    tokens.forEach(
        (token, known) -> {
          if (!known.hub) {
            known.bearers.forEach(
                (a, first) ->
                    known.bearers.forEach(
                        (b, second) -> {
                          if (a < b) {
                            shared
                                .computeIfAbsent(
                                    ((long) a << Integer.SIZE) | b, pair -> new ArrayList<>())
                                .add(new PairScore.Shared(token, known.bucket, first, second));
                          }
                        }));
          }
        });
    return shared;
  }
}
