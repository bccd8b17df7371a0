package org.mithaq.bench.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Intake;
import org.mithaq.alert.matching.PostingChange;
import org.mithaq.alert.matching.TokenMatcher;
import org.mithaq.alert.matching.View;
import org.mithaq.alert.network.KnownSignal;
import org.mithaq.alert.network.KnownToken;
import org.mithaq.alert.network.NetworkEngine;
import org.mithaq.alert.network.NetworkShelf;
import org.mithaq.alert.network.Scoring;
import org.mithaq.alert.network.ToldSignal;
import org.mithaq.alert.notice.Notice;

/** The product's matcher and engine over memory: the same notices, with nothing of Kafka. */
public final class MemoryCluster {

  private final TokenMatcher matcher;
  private final NetworkEngine engine;
  private final Networks networks = new Networks();
  private final Map<String, Set<String>> touched = new TreeMap<>();
  private final Map<String, Map<String, Notice>> notices = new HashMap<>();
  private final @Nullable String only;

  /**
   * @param cap how many signals may bear a token before it links nothing
   * @param scoring the parameters
   * @param only the one agency that is told, or null for all
   */
  public MemoryCluster(int cap, Scoring scoring, @Nullable String only) {
    matcher = new TokenMatcher(new MemoryPostings(), cap);
    engine = new NetworkEngine(networks, scoring);
    this.only = only;
  }

  /** Takes a new signal; what it touches is concluded later. */
  public void take(View view) {
    for (Map.Entry<String, PostingChange> change : Intake.changes(null, view, null).entrySet()) {
      for (AgencyNews.Matched news :
          matcher.apply(view.header().agreement(), change.getKey(), change.getValue())) {
        if (only == null || only.equals(news.agency())) {
          hear(news);
        }
      }
    }
  }

  /** Hears what the matcher says; what it touches is concluded later. */
  void hear(AgencyNews.Matched news) {
    touched.computeIfAbsent(news.scope(), s -> new TreeSet<>()).addAll(engine.learn(news));
  }

  /** Concludes what was touched. */
  public void conclude() {
    touched.forEach(
        (scope, ids) -> {
          String agency = scope.substring(0, scope.indexOf('|'));
          for (Notice notice : engine.conclude(scope, ids)) {
            notices.computeIfAbsent(agency, a -> new TreeMap<>()).put(notice.id(), notice);
          }
        });
    touched.clear();
  }

  /** The open notices of an agency. */
  public List<Notice> open(String agency) {
    return notices.getOrDefault(agency, Map.of()).values().stream().filter(Notice::isOpen).toList();
  }

  private static final class Networks implements NetworkShelf {
    private final Map<String, KnownSignal> signals = new HashMap<>();
    private final Map<String, KnownToken> tokens = new HashMap<>();
    private final Map<String, String> shownBy = new HashMap<>();
    private final Map<String, Notice> notices = new HashMap<>();
    private final Map<String, ToldSignal> told = new HashMap<>();

    @Override
    public @Nullable ToldSignal told(String scope, String signal) {
      return told.get(scope + "|" + signal);
    }

    @Override
    public void putTold(String scope, String signal, @Nullable ToldSignal now) {
      set(told, scope + "|" + signal, now);
    }

    @Override
    public @Nullable KnownSignal signal(String scope, String id) {
      return signals.get(scope + "|" + id);
    }

    @Override
    public void putSignal(String scope, String id, @Nullable KnownSignal signal) {
      set(signals, scope + "|" + id, signal);
    }

    @Override
    public @Nullable KnownToken token(String scope, String token) {
      return tokens.get(scope + "|" + token);
    }

    @Override
    public void putToken(String scope, String token, @Nullable KnownToken known) {
      set(tokens, scope + "|" + token, known);
    }

    @Override
    public @Nullable String noticeOf(String scope, String signal) {
      return shownBy.get(scope + "|" + signal);
    }

    @Override
    public void putNoticeOf(String scope, String signal, @Nullable String notice) {
      set(shownBy, scope + "|" + signal, notice);
    }

    @Override
    public @Nullable Notice notice(String scope, String id) {
      return notices.get(scope + "|" + id);
    }

    @Override
    public void putNotice(String scope, Notice notice) {
      notices.put(scope + "|" + notice.id(), notice);
    }

    private static <T> void set(Map<String, T> map, String key, @Nullable T value) {
      if (value == null) {
        map.remove(key);
      } else {
        map.put(key, value);
      }
    }
  }
}
