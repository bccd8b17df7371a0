package org.mithaq.alert.network;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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
   * Joins persons.
   *
   * @param size how many there are
   * @param pairs at most one of each two
   * @param above what the score of a pair must exceed
   * @return the indexes of each person's mentions, ascending, by the first
   */
  public static List<List<Integer>> join(int size, List<Pair> pairs, int above) {
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

    /** Of each group, whom somebody in it is known not to be. */
    private final List<Set<Integer>> others = new ArrayList<>();

    private final List<List<Pair>> pairs = new ArrayList<>();

    Groups(int size, List<Pair> judged) {
      group = IntStream.range(0, size).toArray();
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

    List<List<Integer>> all() {
      return members.stream()
          .filter(each -> !each.isEmpty())
          .map(each -> each.stream().sorted().toList())
          .toList();
    }
  }
}
