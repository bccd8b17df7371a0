package org.mithaq.alert.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Bearer;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.Retraction;
import org.mithaq.alert.matching.Selector;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeId;

/**
 * Keeps what one agency knows under one agreement and says which notices follow from it.
 *
 * <p>Two steps: {@link #learn} takes news in and tells which signals they touch; {@link #conclude}
 * contracts the components of the touched signals anew and tells what changes. However the news are
 * ordered or bundled, the open notices come out the same.
 */
public final class NetworkEngine {

  /**
   * How far the bar may be raised before a repeat, too, holds only by what both share: a chain of
   * repeats has to end somewhere.
   */
  private static final int REPEATS_UP_TO = 32;

  private final NetworkShelf shelf;
  private final Scoring scoring;

  /**
   * @param shelf where knowledge stands
   * @param scoring parameters
   */
  public NetworkEngine(NetworkShelf shelf, Scoring scoring) {
    this.shelf = shelf;
    this.scoring = scoring;
  }

  /** Takes news of tokens in; returns the ids of the signals that they touch. */
  public Set<String> learn(AgencyNews.Matches news) {
    return new Lesson(news.scope()).of(news.each());
  }

  /** Takes news of a token in; returns the ids of the signals that it touches. */
  public Set<String> learn(AgencyNews.Matched news) {
    return learn(AgencyNews.Matches.of(news));
  }

  /** What some news change: each signal is read and written once, however many tokens it bears. */
  private final class Lesson {
    private final String scope;
    private final Map<String, Learnt> signals = new HashMap<>();
    private final Set<String> touched = new TreeSet<>();

    Lesson(String scope) {
      this.scope = scope;
    }

    Set<String> of(List<AgencyNews.Matched> news) {
      news.forEach(this::take);
      signals.values().removeIf(Learnt::wasAndIsUnknown);
      signals.forEach((id, learnt) -> shelf.putSignal(scope, id, learnt.known()));
      return touched;
    }

    private void take(AgencyNews.Matched news) {
      KnownToken known = shelf.token(scope, news.token());
      Set<String> bearers = new TreeSet<>(known == null ? List.of() : known.bearers());
      boolean weighsOtherwise =
          known == null || known.bucket() != news.bucket() || known.hub() != news.hub();
      if (weighsOtherwise || !news.withdrawn().isEmpty()) {
        touched.addAll(bearers);
      }
      for (String id : news.withdrawn()) {
        touched.add(id);
        bearers.remove(id);
        learnt(id).forget(news.token());
      }
      for (Bearer bearer : news.told()) {
        String id = bearer.header().id();
        touched.add(id);
        bearers.add(id);
        learnt(id).bears(news.token(), bearer);
      }
      shelf.putToken(
          scope,
          news.token(),
          bearers.isEmpty()
              ? null
              : new KnownToken(news.bucket(), news.hub(), List.copyOf(bearers)));
    }

    private Learnt learnt(String id) {
      return signals.computeIfAbsent(id, each -> new Learnt(shelf.signal(scope, each)));
    }
  }

  /** A signal as it is learnt; what bears nothing any more is not known at all. */
  private static final class Learnt {
    private final Map<String, Mark> marks = new TreeMap<>();
    private final boolean wasKnown;
    private @Nullable Header header;
    private int level;

    Learnt(@Nullable KnownSignal known) {
      wasKnown = known != null;
      if (known != null) {
        header = known.header();
        marks.putAll(known.marks());
        level = known.level();
      }
    }

    void bears(String token, Bearer bearer) {
      marks.put(token, bearer.mark());
      if (header == null || header.version() <= bearer.header().version()) {
        header = bearer.header();
      }
    }

    void forget(String token) {
      marks.remove(token);
      if (marks.isEmpty()) {
        header = null;
        level = 0;
      }
    }

    boolean wasAndIsUnknown() {
      return !wasKnown && header == null;
    }

    @Nullable KnownSignal known() {
      return header == null ? null : new KnownSignal(header, marks, level);
    }
  }

  /**
   * Takes news of a danger to life in; returns the notice to send, or null when nothing changes.
   */
  public @Nullable Notice alarm(AgencyNews.Endangered news) {
    String scope = news.scope();
    Notice told =
        shelf.notice(
            scope, NoticeId.of(Notice.Kind.PROTECTION, news.agreement(), news.header().id()));
    if (!news.standing()) {
      if (told == null || !told.isOpen()) {
        return null;
      }
      Notice closed = told.closed(null, null);
      shelf.putNotice(scope, closed);
      return closed;
    }
    Notice now = NoticeProjection.protection(news.agency(), news.header());
    Notice next = successor(told, now, null);
    if (next != null) {
      shelf.putNotice(scope, next);
    }
    noteTold(scope, news.agency(), news.header(), now.id());
    return next;
  }

  /** Whether the agency was ever told of this danger. */
  boolean hasAlarmed(AgencyNews.Endangered news) {
    return shelf.notice(
            news.scope(), NoticeId.of(Notice.Kind.PROTECTION, news.agreement(), news.header().id()))
        != null;
  }

  /**
   * The same as {@link #recall} for what comes from history: an end of which the agency was told is
   * not told again because the signal has stood in other notices since, and of the end of what came
   * before it was told nothing is said.
   */
  @Nullable Notice recallAgain(AgencyNews.Retracted news) {
    ToldSignal known = shelf.told(news.scope(), news.header().id());
    boolean isNews =
        known != null && known.first() <= news.version() && known.retracted() < news.version();
    return isNews ? recall(news) : null;
  }

  /**
   * Takes news of the end of a version in; returns the recall to send, or null when the agency was
   * told nothing of the signal, or of this end before.
   */
  public @Nullable Notice recall(AgencyNews.Retracted news) {
    String scope = news.scope();
    String id = news.header().id();
    ToldSignal known = shelf.told(scope, id);
    if (known == null) {
      return null;
    }
    Notice now = recall(scope, news, known);
    Notice before = shelf.notice(scope, now.id());
    if (before != null && known.retracted() >= news.version() && before.saysTheSameAs(now)) {
      return null;
    }
    Notice next =
        before == null
            ? now.as(1, Notice.Change.OPENED)
            : now.as(
                before.version() + 1,
                before.isOpen() ? Notice.Change.UPDATED : Notice.Change.OPENED);
    shelf.putNotice(scope, next);
    shelf.putTold(scope, id, known.retractedAt(news.version()));
    return next;
  }

  /**
   * A recall names no review beside other notices, or it would tell who is under review; what was
   * shown in reviews alone, or to safeguarding users alone, is recalled from them alone.
   */
  private Notice recall(String scope, AgencyNews.Retracted news, ToldSignal known) {
    List<String> others = known.notices().stream().filter(id -> !isReview(scope, id)).toList();
    List<String> named = others.isEmpty() ? known.notices() : others;
    Notice recall = NoticeProjection.recall(news.agency(), news.header(), news.reason(), named);
    return others.isEmpty() || known.sheltered() ? recall.sheltered() : recall;
  }

  private boolean isReview(String scope, String id) {
    Notice notice = shelf.notice(scope, id);
    return notice != null && notice.isReview();
  }

  /**
   * Forgets what the agency was told of a signal whose end it was told long ago; returns its
   * recall, closed, or null when it was told of the signal again since, or nothing is left to
   * close.
   *
   * @param version the version of the recall that was to stand so long; a later one has a time of
   *     its own
   */
  @Nullable Notice forget(String scope, String signal, int version) {
    String agreement = scope.substring(scope.indexOf('|') + 1);
    Notice recall = shelf.notice(scope, NoticeId.of(Notice.Kind.RECALL, agreement, signal));
    if (recall == null
        || recall.version() != version
        || !endsForGood(recall)
        || isShown(scope, signal)) {
      return null;
    }
    shelf.putTold(scope, signal, null);
    Notice closed = recall.closed(null, null);
    shelf.putNotice(scope, closed);
    return closed;
  }

  /** Whether any notice, a review included, shows the agency this signal of another. */
  private boolean isShown(String scope, String signal) {
    ToldSignal known = shelf.told(scope, signal);
    return known != null
        && known.notices().stream()
            .map(id -> shelf.notice(scope, id))
            .anyMatch(
                notice ->
                    notice != null
                        && notice.signals().stream().anyMatch(ref -> ref.id().equals(signal)));
  }

  /** Whether a recall says that nothing of the signal stands for the agency any more. */
  static boolean endsForGood(Notice notice) {
    Notice.Recall recall = notice.recall();
    return recall != null && !recall.reason().equals(Retraction.Reason.CORRECTED.toString());
  }

  /** Notes that a warning of a surge shows another agency's signal. */
  void noteWarned(AgencyNews.Warned news) {
    noteTold(news.scope(), news.agency(), news.header(), news.notice());
  }

  /**
   * Notes that a notice shows another agency's signal: whoever is told has to be told of its end.
   */
  private void noteTold(String scope, String agency, Header signal, String notice) {
    if (!signal.agency().equals(agency)) {
      ToldSignal known = shelf.told(scope, signal.id());
      ToldSignal now =
          (known == null ? ToldSignal.firstAt(signal.version()) : known)
              .in(notice, signal.sheltered());
      if (!now.equals(known)) {
        shelf.putTold(scope, signal.id(), now);
      }
    }
  }

  /** Contracts the components of these signals anew; returns the notices that changed. */
  public List<Notice> conclude(String scope, Collection<String> touched) {
    return new Pass(scope).conclude(touched);
  }

  /** The next version of a notice, or null when it says nothing new. */
  private static @Nullable Notice successor(
      @Nullable Notice told, Notice now, Notice.@Nullable Change change) {
    if (told == null) {
      return now.as(1, Notice.Change.OPENED);
    }
    if (told.saysTheSameAs(now)) {
      return null;
    }
    Notice.Change kind =
        told.isOpen()
            ? Objects.requireNonNullElse(change, Notice.Change.UPDATED)
            : Notice.Change.OPENED;
    return now.as(told.version() + 1, kind);
  }

  /** One pass over the components that a bundle of news touches, with what it has read already. */
  private final class Pass {
    private final String scope;
    private final String agency;
    private final String agreement;
    private final Map<String, @Nullable KnownSignal> signals = new HashMap<>();
    private final Map<String, @Nullable KnownToken> tokens = new HashMap<>();
    private final Map<String, Boolean> scattered = new HashMap<>();
    private final Map<String, Map<String, PairScore>> links = new HashMap<>();
    private final Map<String, Map<String, List<PairScore.Shared>>> shares = new HashMap<>();

    /** The order in which components are looked at, each signal once. */
    private final Deque<String> queue = new ArrayDeque<>();

    private final Set<String> seen = new HashSet<>();
    private final Map<String, Notice> before = new TreeMap<>();
    private final Map<String, Notice> after = new TreeMap<>();
    private final Map<String, String> shownBy = new HashMap<>();

    Pass(String scope) {
      this.scope = scope;
      this.agency = scope.substring(0, scope.indexOf('|'));
      this.agreement = scope.substring(scope.indexOf('|') + 1);
    }

    List<Notice> conclude(Collection<String> news) {
      Set<String> touched = withFellows(news);
      touched.forEach(this::visit);
      Set<String> done = new HashSet<>();
      while (!queue.isEmpty()) {
        String id = queue.removeFirst();
        if (!done.contains(id) && signal(id) != null) {
          Component component = component(id);
          done.addAll(component.members());
          component.members().forEach(this::visit);
          settleLevel(component);
          project(component.members());
        }
      }
      List<Notice> changed = write();
      changed.addAll(reviews(touched));
      return changed;
    }

    /**
     * These signals, and all that bear a token with one of them whose worth may have changed
     * because of it.
     */
    private Set<String> withFellows(Collection<String> touched) {
      Set<String> all = new TreeSet<>(touched);
      Set<String> asked = new HashSet<>();
      for (String id : touched) {
        KnownSignal signal = signal(id);
        for (String tokenId : signal == null ? Set.<String>of() : signal.marks().keySet()) {
          KnownToken token = asked.add(tokenId) ? token(tokenId) : null;
          if (token != null && !token.hub() && token.bearers().size() >= scoring.scatterFrom()) {
            all.addAll(token.bearers());
          }
        }
      }
      return all;
    }

    /**
     * The reviews that change: of the signals that are touched, and of those that protect a person
     * and share something with one of them.
     */
    private List<Notice> reviews(Collection<String> touched) {
      Set<String> concerned = new TreeSet<>(touched);
      for (String id : touched) {
        KnownSignal signal = signal(id);
        if (signal != null && signal.hasPerson(role -> true)) {
          for (String other : shared(id).keySet()) {
            KnownSignal neighbour = signal(other);
            if (neighbour != null && neighbour.hasPerson(Selector::isSheltered)) {
              concerned.add(other);
            }
          }
        }
      }
      List<Notice> changed = new ArrayList<>();
      for (String id : concerned) {
        Notice told = shelf.notice(scope, NoticeId.ofReview(agreement, id));
        Notice now = review(id);
        Notice next = null;
        if (now != null) {
          next = successor(told, now, null);
        } else if (told != null && told.isOpen()) {
          next = told.closed(null, null);
        }
        if (next != null) {
          shelf.putNotice(scope, next);
          changed.add(next);
        }
      }
      return changed;
    }

    /** What a human has to decide about the persons whom a signal protects, or null. */
    private @Nullable Notice review(String id) {
      KnownSignal shelter = signal(id);
      if (shelter == null || !shelter.hasPerson(Selector::isSheltered)) {
        return null;
      }
      List<Header> accusing = new ArrayList<>();
      List<Notice.Evidence> evidence = new ArrayList<>();
      int score = 0;
      for (Map.Entry<String, List<PairScore.Shared>> each : shared(id).entrySet()) {
        KnownSignal other = signal(each.getKey());
        SamePerson same =
            other == null
                ? null
                : SamePerson.inConflict(
                    scoring,
                    shelter.header(),
                    other.header(),
                    isFirst(shelter, other)
                        ? each.getValue()
                        : each.getValue().stream().map(PairScore.Shared::turned).toList());
        if (other != null && same != null) {
          accusing.add(other.header());
          evidence.addAll(same.evidence());
          score = Math.max(score, same.score());
        }
      }
      if (accusing.isEmpty()) {
        return null;
      }
      Notice review =
          NoticeProjection.review(scoring, agency, shelter.header(), accusing, evidence, score);
      noteTold(scope, agency, shelter.header(), review.id());
      accusing.forEach(header -> noteTold(scope, agency, header, review.id()));
      return review;
    }

    /** Notes a signal whose notice may change, and all that its notice showed so far. */
    private void visit(String id) {
      if (!seen.add(id)) {
        return;
      }
      queue.addLast(id);
      String noticeId = shelf.noticeOf(scope, id);
      if (noticeId != null && !before.containsKey(noticeId)) {
        Notice told = shelf.notice(scope, noticeId);
        if (told != null) {
          before.put(noticeId, told);
          told.signals().forEach(ref -> visit(ref.id()));
        }
      }
    }

    private record Component(int level, Set<String> members) {}

    /**
     * The signals that positive links join to this one, at the lowest bar at which they are not too
     * many. Every signal of the component comes to the same.
     */
    private Component component(String seed) {
      for (int level = 0; ; level++) {
        Set<String> found = new HashSet<>();
        boolean whole = explore(seed, bar(level), found);
        if (whole) {
          return new Component(level, new TreeSet<>(found));
        }
        for (String id : found) {
          KnownSignal signal = signal(id);
          if (signal != null && signal.level() <= level) {
            visit(id);
          }
        }
      }
    }

    private boolean explore(String seed, long bar, Set<String> found) {
      Deque<String> open = new ArrayDeque<>(List.of(seed));
      found.add(seed);
      while (!open.isEmpty()) {
        for (Map.Entry<String, PairScore> link : links(open.removeFirst()).entrySet()) {
          boolean repeats = link.getValue().repeat() && bar < bar(REPEATS_UP_TO);
          boolean holds = repeats || link.getValue().total() > bar;
          if (holds && found.add(link.getKey())) {
            if (found.size() > scoring.maxComponent()) {
              return false;
            }
            open.addLast(link.getKey());
          }
        }
      }
      return true;
    }

    private long bar(int level) {
      return scoring.joinAbove() + (long) level * scoring.levelStep();
    }

    private void settleLevel(Component component) {
      for (String id : component.members()) {
        KnownSignal signal = signal(id);
        if (signal != null && signal.level() != component.level()) {
          KnownSignal settled = new KnownSignal(signal.header(), signal.marks(), component.level());
          signals.put(id, settled);
          shelf.putSignal(scope, id, settled);
        }
      }
    }

    private @Nullable KnownSignal signal(String id) {
      if (!signals.containsKey(id)) {
        signals.put(id, shelf.signal(scope, id));
      }
      return signals.get(id);
    }

    private @Nullable KnownToken token(String token) {
      if (!tokens.containsKey(token)) {
        tokens.put(token, shelf.token(scope, token));
      }
      return tokens.get(token);
    }

    /** Every signal that shares evidence with this one, with the score of the two. */
    private Map<String, PairScore> links(String id) {
      Map<String, PairScore> known = links.get(id);
      if (known != null) {
        return known;
      }
      Map<String, PairScore> scored = new TreeMap<>();
      KnownSignal signal = signal(id);
      if (signal != null) {
        shared(id)
            .forEach(
                (other, each) -> {
                  KnownSignal neighbour = signal(other);
                  if (neighbour != null) {
                    boolean first = isFirst(signal, neighbour);
                    PairScore score =
                        PairScore.of(
                            scoring,
                            first ? signal.header() : neighbour.header(),
                            first ? neighbour.header() : signal.header(),
                            each);
                    if (score != null) {
                      scored.put(other, score);
                    }
                  }
                });
      }
      links.put(id, scored);
      return scored;
    }

    /** What every other signal shares with this one, hubs set aside; of two the older first. */
    private Map<String, List<PairScore.Shared>> shared(String id) {
      return shares.computeIfAbsent(id, this::readShared);
    }

    private Map<String, List<PairScore.Shared>> readShared(String id) {
      Map<String, List<PairScore.Shared>> shared = new TreeMap<>();
      KnownSignal signal = signal(id);
      if (signal == null) {
        return shared;
      }
      signal
          .marks()
          .forEach(
              (tokenId, mark) -> {
                KnownToken token = token(tokenId);
                if (token == null || isHub(tokenId)) {
                  return;
                }
                for (String other : token.bearers()) {
                  KnownSignal neighbour = other.equals(id) ? null : signal(other);
                  Mark otherMark = neighbour == null ? null : neighbour.marks().get(tokenId);
                  if (neighbour != null && otherMark != null) {
                    boolean first = isFirst(signal, neighbour);
                    shared
                        .computeIfAbsent(other, o -> new ArrayList<>())
                        .add(
                            new PairScore.Shared(
                                tokenId,
                                token.bucket(),
                                first ? mark : otherMark,
                                first ? otherMark : mark));
                  }
                }
              });
      return shared;
    }

    private static boolean isFirst(KnownSignal one, KnownSignal other) {
      return NoticeProjection.BY_ACCEPTANCE.compare(one.header(), other.header()) < 0;
    }

    private void project(Set<String> component) {
      List<KnownSignal> members = new ArrayList<>();
      for (String id : component) {
        KnownSignal signal = signal(id);
        if (signal != null) {
          members.add(signal);
        }
      }
      if (members.size() < 2) {
        return;
      }
      members.sort(Comparator.comparing(KnownSignal::header, NoticeProjection.BY_ACCEPTANCE));
      Sources sources = new Sources(members);
      List<Contraction.Edge> edges = sources.edges();
      for (Contraction.Part part :
          Contraction.contract(sources.size(), edges, scoring.joinAbove())) {
        List<KnownSignal> shown = sources.membersOf(part.nodes());
        Long secondAt = sources.secondAgencyAt(part.nodes());
        if (secondAt == null || part.weakest() == null || !sources.opens(part.nodes(), edges)) {
          continue;
        }
        Notice notice =
            NoticeProjection.network(
                scoring,
                agency,
                shown.stream().map(KnownSignal::header).toList(),
                secondAt,
                sources.evidence(shown),
                NoticeProjection.hubs(shown, this::whyHub),
                sources.bridge(part.weakest()),
                Persons.of(
                    scoring,
                    shown,
                    (one, other) ->
                        shared(one.header().id()).getOrDefault(other.header().id(), List.of())));
        after.put(notice.id(), notice);
        shown.forEach(signal -> shownBy.put(signal.header().id(), notice.id()));
      }
    }

    private boolean isHub(String tokenId) {
      return whyHub(tokenId) != null;
    }

    /** Why a token links nothing, or null when it does. */
    private Notice.Hub.@Nullable Reason whyHub(String tokenId) {
      if (isFrequent(tokenId)) {
        return Notice.Hub.Reason.FREQUENT;
      }
      Boolean known = scattered.get(tokenId);
      if (known == null) {
        known = isScattered(tokenId);
        scattered.put(tokenId, known);
      }
      return known ? Notice.Hub.Reason.SCATTERED : null;
    }

    private boolean isFrequent(String tokenId) {
      KnownToken token = token(tokenId);
      return token != null && token.hub();
    }

    private boolean isScattered(String tokenId) {
      KnownToken token = token(tokenId);
      if (token == null || token.bearers().size() < scoring.scatterFrom()) {
        return false;
      }
      List<KnownSignal> bearers = new ArrayList<>();
      for (String id : token.bearers()) {
        KnownSignal signal = signal(id);
        // A person is weighed by all that is known of it, not by one token of a name.
        Mark mark = signal == null ? null : signal.marks().get(tokenId);
        if (signal != null && mark != null && !mark.isOfPerson()) {
          bearers.add(signal);
        }
      }
      return Scatter.isScattered(scoring, tokenId, bearers, other -> !isFrequent(other));
    }

    /**
     * The independent sources of a component: a signal that repeats another is no source of its
     * own, it stands with the one that it repeats, and of their links to a third only the strongest
     * counts.
     */
    private final class Sources {
      private final List<KnownSignal> members;
      private final Map<String, Integer> place = new HashMap<>();
      private final int[] source;
      private final List<Integer> firsts = new ArrayList<>();
      private final Map<Integer, Integer> number = new HashMap<>();
      private final Map<Contraction.Edge, Contraction.Edge> strongest = new LinkedHashMap<>();

      /** Members in order of acceptance. */
      Sources(List<KnownSignal> members) {
        this.members = members;
        this.source = new int[members.size()];
        for (int i = 0; i < members.size(); i++) {
          place.put(members.get(i).header().id(), i);
          source[i] = i;
        }
        for (int i = 0; i < members.size(); i++) {
          int original = i;
          for (Map.Entry<String, PairScore> link : links(idOf(i)).entrySet()) {
            Integer other = place.get(link.getKey());
            if (other != null && other < i && link.getValue().repeat()) {
              original = Math.min(original, other);
            }
          }
          // With one original only: a report that rests on two does not make them one.
          source[i] = original;
        }
        for (int i = 0; i < members.size(); i++) {
          if (root(i) == i) {
            number.put(i, firsts.size());
            firsts.add(i);
          }
        }
      }

      private String idOf(int member) {
        return members.get(member).header().id();
      }

      private int root(int member) {
        int at = member;
        while (source[at] != at) {
          at = source[at];
        }
        return at;
      }

      private int node(int member) {
        return Objects.requireNonNull(number.get(root(member)));
      }

      int size() {
        return firsts.size();
      }

      /** Links between sources; each pair keeps its strongest. */
      List<Contraction.Edge> edges() {
        Map<Long, Contraction.Edge> edges = new TreeMap<>();
        for (int i = 0; i < members.size(); i++) {
          for (Map.Entry<String, PairScore> link : links(idOf(i)).entrySet()) {
            Integer other = place.get(link.getKey());
            if (other == null || other <= i || node(i) == node(other)) {
              continue;
            }
            int a = Math.min(node(i), node(other));
            int b = Math.max(node(i), node(other));
            Contraction.Edge edge = new Contraction.Edge(a, b, link.getValue().pull());
            Contraction.Edge held = edges.get(((long) a << Integer.SIZE) | b);
            if (held == null || held.weight() < edge.weight()) {
              edges.put(((long) a << Integer.SIZE) | b, edge);
              strongest.put(edge, new Contraction.Edge(i, other, edge.weight()));
            }
          }
        }
        return List.copyOf(edges.values());
      }

      List<KnownSignal> membersOf(List<Integer> nodes) {
        Set<Integer> wanted = new HashSet<>(nodes);
        List<KnownSignal> shown = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
          if (wanted.contains(node(i))) {
            shown.add(members.get(i));
          }
        }
        return shown;
      }

      /** When the second agency came in, or null while there is only one. */
      @Nullable Long secondAgencyAt(List<Integer> nodes) {
        List<Header> heads =
            nodes.stream().sorted().map(node -> members.get(firsts.get(node)).header()).toList();
        String firstAgency = heads.getFirst().agency();
        return heads.stream()
            .filter(head -> !head.agency().equals(firstAgency))
            .map(Header::acceptedAt)
            .findFirst()
            .orElse(null);
      }

      /** Whether one link between two agencies is strong enough by itself. */
      boolean opens(List<Integer> nodes, List<Contraction.Edge> edges) {
        Set<Integer> part = new HashSet<>(nodes);
        return edges.stream()
            .anyMatch(
                edge ->
                    edge.weight() > scoring.openAbove()
                        && part.contains(edge.a())
                        && part.contains(edge.b())
                        && !agencyOf(edge.a()).equals(agencyOf(edge.b())));
      }

      private String agencyOf(int node) {
        return members.get(firsts.get(node)).header().agency();
      }

      List<Notice.Evidence> evidence(List<KnownSignal> shown) {
        Set<String> ids = new HashSet<>();
        shown.forEach(signal -> ids.add(signal.header().id()));
        List<Notice.Evidence> evidence = new ArrayList<>();
        for (KnownSignal signal : shown) {
          String id = signal.header().id();
          links(id)
              .forEach(
                  (other, score) -> {
                    Integer mine = place.get(id);
                    Integer theirs = place.get(other);
                    if (ids.contains(other)
                        && mine != null
                        && theirs != null
                        && mine < theirs
                        && node(mine) != node(theirs)) {
                      evidence.addAll(score.evidence());
                    }
                  });
        }
        return evidence;
      }

      Notice.Bridge bridge(Contraction.Join join) {
        Contraction.Edge pair = strongest.getOrDefault(join.best(), join.best());
        return new Notice.Bridge(List.of(idOf(pair.a()), idOf(pair.b())), join.sum());
      }
    }

    private List<Notice> write() {
      List<Notice> changed = new ArrayList<>();
      for (String id : seen) {
        String now = shownBy.get(id);
        if (!Objects.equals(now, shelf.noticeOf(scope, id))) {
          shelf.putNoticeOf(scope, id, now);
        }
        KnownSignal signal = now == null ? null : signal(id);
        if (now != null && signal != null) {
          noteTold(scope, agency, signal.header(), now);
        }
      }
      Map<String, String> mergedInto = new HashMap<>();
      List<Notice> closed = new ArrayList<>();
      for (Notice old : before.values()) {
        if (old.isOpen() && !after.containsKey(old.id())) {
          closed.add(close(old, mergedInto));
        }
      }
      for (Notice now : after.values()) {
        Notice told =
            before.containsKey(now.id()) ? before.get(now.id()) : shelf.notice(scope, now.id());
        Notice.Change change = Notice.Change.UPDATED;
        if (mergedInto.containsValue(now.id())) {
          change = Notice.Change.MERGED;
        } else if (told != null
            && told.signals().stream()
                .map(ref -> shownBy.get(ref.id()))
                .anyMatch(at -> at != null && !at.equals(now.id()))) {
          change = Notice.Change.SPLIT;
        }
        Notice next = successor(told, now, change);
        if (next != null) {
          changed.add(next);
        }
      }
      changed.addAll(closed);
      changed.forEach(notice -> shelf.putNotice(scope, notice));
      return changed;
    }

    /** Closes a notice, saying where its signals went. */
    private Notice close(Notice old, Map<String, String> mergedInto) {
      String oldest = old.signals().getFirst().id();
      String heir =
          old.signals().stream()
              .map(ref -> shownBy.get(ref.id()))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      if (heir != null && heir.equals(shownBy.get(oldest))) {
        mergedInto.put(old.id(), heir);
        return old.closed(heir, null);
      }
      return old.closed(null, heir);
    }
  }
}
