package org.mithaq.exchange.signal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.mithaq.exchange.agreement.AgreementStore;
import org.mithaq.exchange.agreement.Purpose;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.identity.Group;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemException;
import org.mithaq.exchange.problem.ProblemType;
import org.mithaq.exchange.selector.Country;
import org.mithaq.exchange.selector.MatchingKeys;

/**
 * Finds the signals that name a data subject, so that the audit log can be asked for what was done
 * with them by their ids. What the person is searched by stays here: no record and no address has
 * it.
 */
public final class SubjectSearch {

  private final SignalStore store;
  private final AgreementStore agreements;
  private final MatchingKeys keys;
  private final Clock clock;
  private final Ids ids;

  /** A search. */
  public SubjectSearch(
      SignalStore store, AgreementStore agreements, MatchingKeys keys, Clock clock, Ids ids) {
    this.store = store;
    this.agreements = agreements;
    this.keys = keys;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Finds a page of the signals that have something in common with any of the selectors, the newest
   * first: for oversight everybody's, for an auditor those of the own agency.
   *
   * @param body the question, JSON
   * @param cursor where the page before has ended
   * @param purpose what for, if the request says so beside its body
   * @throws ProblemException if the question is not understood, or cannot be answered whole just
   *     now
   */
  Consultation.Shown find(
      Caller caller, byte[] body, Optional<String> cursor, int limit, Optional<Purpose> purpose)
      throws SQLException {
    SubjectQuestion question = SubjectQuestion.read(body);
    Country home =
        agreements.register().partner(caller.agency()).map(p -> p.country()).orElse(Country.NONE);
    SearchTerms terms = SearchTerms.of(question.selectors(), home, keys);
    SignalStore.FoundPage page =
        store
            .search(
                terms.all(),
                caller.is(Group.OVERSIGHT) ? Optional.empty() : Optional.of(caller.agency()),
                cursor.map(Consultation::decode),
                limit,
                found ->
                    SignalRecords.search(
                        ids.next(),
                        clock.instant(),
                        caller,
                        found,
                        question.purpose().or(() -> purpose)))
            .orElseThrow(
                () ->
                    new ProblemException(
                        new Problem.Failure(
                            ProblemType.UNAVAILABLE,
                            "What signals are found by is made anew just now. Nothing was searched;"
                                + " try again.")));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode items = answer.putArray("items");
    page.signals().forEach(found -> items.add(item(found, terms)));
    answer.put("next", page.more() ? Consultation.encode(page.signals().getLast().id()) : null);
    texts(answer.putArray("unmatched"), terms.unmatched());
    texts(answer.putArray("namesNotSearched"), terms.names());
    return new Consultation.Shown(answer, Optional.empty(), page.record());
  }

  private static ObjectNode item(SignalStore.Found found, SearchTerms terms) {
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    item.put("id", found.id().toString());
    item.put("version", found.version());
    item.put("agency", found.agency().value());
    item.put("state", found.active() ? "active" : "withdrawn");
    item.put("acceptedAt", DisclosureRecord.text(found.acceptedAt()));
    texts(item.putArray("matched"), terms.matched(found.tokens()));
    return item;
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
