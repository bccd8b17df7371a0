package org.mithaq.alert.network;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Person;
import org.mithaq.alert.notice.Notice;

/**
 * Which of the persons that signals speak of are one: the likeliest pair is joined first, and two
 * groups never while somebody in the one is known to be another than somebody in the other. Who is
 * as likely to be either of two such is joined to neither. The scores of a group do not add up, as
 * those of a network do: what ten reports of one person have in common is known once.
 */
public final class Persons {

  private static final Comparator<Pair> LIKELIEST =
      comparingInt((Pair pair) -> -pair.score())
          .thenComparingInt(Pair::a)
          .thenComparingInt(Pair::b);

  private Persons() {}

  /**
   * A judged pair.
   *
   * @param a index of a person
   * @param b index of another
   * @param score log-odds, milli-nats
   * @param apart whether they are known to be two
   */
  public record Pair(int a, int b, int score, boolean apart) {}

  /**
   * One person.
   *
   * @param mentions indexes, ascending
   * @param weakest score of the least likely pair that joined them; the highest number where there
   *     was none
   */
  public record One(List<Integer> mentions, int weakest) {

    /** Copies the list. */
    public One {
      mentions = List.copyOf(mentions);
    }
  }

  /**
   * Who is one person in several signals of a network.
   *
   * <p>Whom one and the same signal names are its originator's to tell apart; and a victim or
   * witness here who is suspected there is for a human to decide.
   *
   * @param shown the signals, in order of acceptance
   * @param shared what two of them share, the first of them first
   */
  static List<Notice.Person> of(
      Scoring scoring,
      List<KnownSignal> shown,
      BiFunction<KnownSignal, KnownSignal, List<PairScore.Shared>> shared) {
    List<Mention> mentions = new ArrayList<>();
    List<Map<Integer, Integer>> places = new ArrayList<>();
    for (KnownSignal signal : shown) {
      Map<Integer, Integer> place = new TreeMap<>();
      signal
          .persons()
          .forEach(
              (n, person) -> {
                place.put(n, mentions.size());
                mentions.add(new Mention(signal, person));
              });
      places.add(place);
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      List<Integer> own = List.copyOf(places.get(i).values());
      for (int a = 0; a < own.size(); a++) {
        for (int b = a + 1; b < own.size(); b++) {
          pairs.add(new Pair(own.get(a), own.get(b), Integer.MIN_VALUE, true));
        }
      }
      for (int j = i + 1; j < shown.size(); j++) {
        Header first = shown.get(i).header();
        Header second = shown.get(j).header();
        List<PairScore.Shared> both = shared.apply(shown.get(i), shown.get(j));
        for (SamePerson same : SamePerson.all(scoring, first, second, both)) {
          Integer a = places.get(i).get(same.first());
          Integer b = places.get(j).get(same.second());
          if (a != null && b != null) {
            boolean apart = same.apart() || areInConflict(mentions.get(a), mentions.get(b));
            pairs.add(new Pair(a, b, same.score(), apart));
          }
        }
      }
    }
    return join(mentions.size(), pairs, scoring.openAbove()).stream()
        .filter(one -> one.mentions().size() > 1)
        .map(
            one ->
                new Notice.Person(
                    one.mentions().stream().map(mentions::get).map(Mention::id).toList(),
                    one.mentions().stream().map(mentions::get).map(Mention::n).toList(),
                    NoticeProjection.confidence(one.weakest())))
        .toList();
  }

  /** A person as one signal speaks of it. */
  private record Mention(KnownSignal signal, Person person) {

    String id() {
      return signal.header().id();
    }

    int n() {
      return person.n();
    }
  }

  private static boolean areInConflict(Mention one, Mention other) {
    return SamePerson.isInConflict(one.person(), other.person())
        || SamePerson.isInConflict(other.person(), one.person());
  }

  /**
   * Joins persons.
   *
   * @param size how many mentions there are
   * @param pairs at most one of each two
   * @param above what the score of a pair must exceed
   * @return each person, by the first mention
   */
  public static List<One> join(int size, List<Pair> pairs, int above) {
    Groups groups = new Groups(size, pairs);
    pairs.stream()
        .filter(pair -> pair.score() > above && !pair.apart())
        .sorted(LIKELIEST)
        .forEach(groups::join);
    return groups.all();
  }

  /** Who is one so far. */
  private static final class Groups {
    private final int[] group;
    private final List<List<Integer>> members = new ArrayList<>();
    private final int[] weakest;

    /** Of each group, whom somebody in it is known not to be. */
    private final List<Set<Integer>> others = new ArrayList<>();

    private final List<List<Pair>> pairs = new ArrayList<>();

    Groups(int size, List<Pair> judged) {
      group = IntStream.range(0, size).toArray();
      weakest = new int[size];
      Arrays.fill(weakest, Integer.MAX_VALUE);
      for (int i = 0; i < size; i++) {
        members.add(new ArrayList<>(List.of(i)));
        others.add(new HashSet<>());
        pairs.add(new ArrayList<>());
      }
      for (Pair pair : judged) {
        if (pair.apart()) {
          others.get(pair.a()).add(pair.b());
          others.get(pair.b()).add(pair.a());
        } else {
          pairs.get(pair.a()).add(pair);
          pairs.get(pair.b()).add(pair);
        }
      }
    }

    void join(Pair pair) {
      int kept = Math.min(group[pair.a()], group[pair.b()]);
      int gone = Math.max(group[pair.a()], group[pair.b()]);
      if (kept == gone
          || areApart(kept, gone)
          || mayBeAnother(kept, gone, pair.score())
          || mayBeAnother(gone, kept, pair.score())) {
        return;
      }
      members.get(gone).forEach(member -> group[member] = kept);
      members.get(kept).addAll(members.get(gone));
      members.get(gone).clear();
      others.get(kept).addAll(others.get(gone));
      weakest[kept] = Math.min(pair.score(), Math.min(weakest[kept], weakest[gone]));
    }

    private boolean areApart(int one, int other) {
      return members.get(other).stream().anyMatch(others.get(one)::contains);
    }

    /** Whether the one is as likely to be somebody who is not the other. */
    private boolean mayBeAnother(int one, int other, int score) {
      return members.get(one).stream()
          .flatMap(member -> pairs.get(member).stream())
          .filter(pair -> pair.score() >= score)
          .mapToInt(pair -> group[pair.a()] == one ? group[pair.b()] : group[pair.a()])
          .anyMatch(third -> third != one && third != other && areApart(third, other));
    }

    List<One> all() {
      return IntStream.range(0, group.length)
          .filter(i -> !members.get(i).isEmpty())
          .mapToObj(i -> new One(members.get(i).stream().sorted().toList(), weakest[i]))
          .toList();
    }
  }
}
