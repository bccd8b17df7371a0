package org.mithaq.alert.network;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Intake;
import org.mithaq.alert.matching.MemoryPostingShelf;
import org.mithaq.alert.matching.PostingChange;
import org.mithaq.alert.matching.Retraction;
import org.mithaq.alert.matching.TokenMatcher;
import org.mithaq.alert.matching.View;
import org.mithaq.alert.notice.Notice;

/** The three hops in memory, with nothing of Kafka: what the topology is measured against. */
final class MemoryCluster {

  final MemoryPostingShelf postings = new MemoryPostingShelf();
  final MemoryNetworkShelf networks = new MemoryNetworkShelf();
  final Map<String, List<Notice>> told = new TreeMap<>();
  int newsSent;
  private final Map<String, View> last = new HashMap<>();
  private final Map<String, Set<String>> touched = new TreeMap<>();
  private final TokenMatcher matcher;
  private final NetworkEngine engine;

  MemoryCluster(int cap, Scoring scoring) {
    matcher = new TokenMatcher(postings, cap);
    engine = new NetworkEngine(networks, scoring);
  }

  MemoryCluster() {
    this(16, defaults());
  }

  static Scoring defaults() {
    return defaults(Map.of());
  }

  static Scoring defaults(Map<String, String> overrides) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(NetworkConfig.class)
        .withDefaultValues(overrides)
        .build()
        .getConfigMapping(NetworkConfig.class)
        .scoring();
  }

  /** Takes a view and concludes at once. */
  void take(View view) {
    takeWithoutConcluding(view);
    conclude();
  }

  /** Takes a view; what it touches is concluded later. */
  void takeWithoutConcluding(View view) {
    takeWithoutConcluding(view, 0);
  }

  /** The same with a view that was made at a moment. */
  void takeWithoutConcluding(View view, long at) {
    View before = last.put(view.header().id(), view);
    Retraction retraction = Intake.retraction(before, view, at);
    for (Map.Entry<String, PostingChange> change :
        Intake.changes(before, view, retraction).entrySet()) {
      for (AgencyNews.Matched news :
          matcher.apply(view.header().agreement(), change.getKey(), change.getValue())) {
        newsSent++;
        touched.computeIfAbsent(news.scope(), s -> new TreeSet<>()).addAll(engine.learn(news));
      }
      change.getValue().retracted().forEach(this::hear);
    }
    Intake.dangers(before, view).forEach(this::hear);
    Intake.ends(before, retraction).forEach(this::hear);
  }

  /** What an agency learns of a second view that comes after a first. */
  List<AgencyNews.Matched> newsOf(View first, View second, String agency) {
    List<AgencyNews.Matched> news = new ArrayList<>();
    for (View view : List.of(first, second)) {
      Intake.changes(null, view, null)
          .forEach(
              (token, change) ->
                  news.addAll(matcher.apply(view.header().agreement(), token, change)));
    }
    news.removeIf(each -> !each.agency().equals(agency));
    return news;
  }

  /** Hears what is told at once. */
  void hear(AgencyNews news) {
    Notice notice =
        switch (news) {
          case AgencyNews.Endangered endangered -> engine.alarm(endangered);
          case AgencyNews.Retracted retracted -> engine.recall(retracted);
          case AgencyNews.Matches matches -> throw new IllegalArgumentException("not at once");
          case AgencyNews.Sighted sighted ->
              throw new IllegalArgumentException("counted elsewhere");
          case AgencyNews.Warned warned -> throw new IllegalArgumentException("of no surge");
        };
    if (notice != null) {
      tell(news.agency(), notice);
    }
  }

  /** Concludes what was touched. */
  void conclude() {
    touched.forEach(
        (scope, ids) ->
            engine
                .conclude(scope, ids)
                .forEach(notice -> tell(scope.substring(0, scope.indexOf('|')), notice)));
    touched.clear();
  }

  /** Ends a recall whose time is over; what is still to stand gives null. */
  Notice forget(String agency, Notice recall) {
    return engine.forget(
        agency + "|" + recall.agreement(), recall.signals().getFirst().id(), recall.version());
  }

  private void tell(String agency, Notice notice) {
    told.computeIfAbsent(agency, a -> new ArrayList<>()).add(notice);
  }

  /** The recalls that an agency was told, in order. */
  List<Notice> recalls(String agency) {
    return told.getOrDefault(agency, List.of()).stream()
        .filter(notice -> notice.kind() == Notice.Kind.RECALL)
        .toList();
  }

  /**
   * The notices that stand for an agency, by id; but recalls, which follow from what was told and
   * not from what stands.
   */
  Map<String, Notice> open(String agency) {
    Map<String, Notice> open = new TreeMap<>();
    told.getOrDefault(agency, List.of()).forEach(notice -> open.put(notice.id(), notice));
    open.values().removeIf(notice -> !notice.isOpen() || notice.kind() == Notice.Kind.RECALL);
    return open;
  }

  /** The same without version and change, which tell of the way and not of the place. */
  Map<String, Notice> standing(String agency) {
    Map<String, Notice> open = open(agency);
    open.replaceAll((id, notice) -> notice.as(1, Notice.Change.OPENED));
    return open;
  }
}
