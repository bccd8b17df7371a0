package org.mithaq.exchange.agreement;

import java.time.Period;
import java.util.Set;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.selector.SelectorType;
import org.mithaq.exchange.selector.SubjectCategory;

/**
 * One article: who may exchange what under it.
 *
 * @param id its number
 * @param title its heading
 * @param parties the agencies bound by it
 * @param crimes what the information may be about
 * @param purposes what it may be exchanged for
 * @param selectorTypes what it may name
 * @param subjectCategories which persons it may name, Directive (EU) 2016/680 art. 6
 * @param releases how the originator may release it
 * @param maxRetention how long it may be kept, counted from the UTC day of acceptance
 * @param onwardTransfer in words, what a recipient may hand on
 */
public record Article(
    String id,
    String title,
    Set<AgencyId> parties,
    Set<Crime> crimes,
    Set<Purpose> purposes,
    Set<SelectorType> selectorTypes,
    Set<SubjectCategory> subjectCategories,
    Set<ReleaseMode> releases,
    Period maxRetention,
    String onwardTransfer) {

  /** Copies the sets. */
  public Article {
    parties = Set.copyOf(parties);
    crimes = Set.copyOf(crimes);
    purposes = Set.copyOf(purposes);
    selectorTypes = Set.copyOf(selectorTypes);
    subjectCategories = Set.copyOf(subjectCategories);
    releases = Set.copyOf(releases);
  }
}
