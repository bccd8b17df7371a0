package org.mithaq.exchange.signal;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.mithaq.exchange.agreement.Agreement;
import org.mithaq.exchange.agreement.Article;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.selector.MatchingKeys;
import org.mithaq.exchange.selector.NameFilter;
import org.mithaq.exchange.selector.NormalForm;
import org.mithaq.exchange.selector.Selector;
import org.mithaq.exchange.selector.Token;

/**
 * A signal that the rules permit, with all that follows from its acceptance.
 *
 * @param id its id
 * @param agency the originator
 * @param signal what was reported
 * @param agreement the agreement that permits it
 * @param article the article that does
 * @param audience who may learn that it exists, sorted
 * @param acceptedAt when, to the millisecond
 * @param expiresAt the beginning of the UTC day on which it is forgotten
 * @param selectors its selectors with their tokens
 * @param unmatched JSON Pointers to what cannot match
 * @param warnings what the originator should look at again
 */
public record Draft(
    UUID id,
    AgencyId agency,
    Signal signal,
    Agreement agreement,
    Article article,
    SortedSet<AgencyId> audience,
    Instant acceptedAt,
    Instant expiresAt,
    List<Matchable> selectors,
    List<String> unmatched,
    List<Warning> warnings) {

  /** Copies the lists. */
  public Draft {
    selectors = List.copyOf(selectors);
    unmatched = List.copyOf(unmatched);
    warnings = List.copyOf(warnings);
  }

  /**
   * A selector and what stands for it outside.
   *
   * @param selector as it was reported
   * @param tokens one an attribute and epoch
   * @param nameFilters of each name of a person one an epoch, the newest first
   */
  public record Matchable(Selector selector, List<Token> tokens, List<NameFilter> nameFilters) {

    /** Copies the lists. */
    public Matchable {
      tokens = List.copyOf(tokens);
      nameFilters = List.copyOf(nameFilters);
    }

    /** What stands for a selector of this normal form. */
    static Matchable of(Selector selector, NormalForm form, MatchingKeys keys) {
      return new Matchable(
          selector,
          form.attributes().stream().flatMap(each -> keys.tokens(each).stream()).toList(),
          form.names().stream().flatMap(name -> keys.filters(name).stream()).toList());
    }

    /** The tokens of all of these, in hexadecimal. */
    static Set<String> tokensOf(List<Matchable> selectors) {
      return selectors.stream()
          .flatMap(each -> each.tokens().stream())
          .map(Token::hex)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Override
  public String toString() {
    return "Draft[" + id + "]";
  }
}
