package org.mithaq.exchange.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.selector.SelectorType;
import org.mithaq.exchange.selector.SubjectCategory;

/**
 * What an agency wants to publish, as far as an agreement has a say in it.
 *
 * @param agency the originator
 * @param article under which article
 * @param crime about what
 * @param purpose what for
 * @param selectors what it names, in the signal's order
 * @param release how it would be released
 * @param red whether it is TLP RED
 * @param recipients agencies or subcommittees that it names
 * @param retainUntil when it is to be forgotten, if earlier than the article says
 */
public record Proposal(
    AgencyId agency,
    String article,
    Crime crime,
    Purpose purpose,
    List<Named> selectors,
    ReleaseMode release,
    boolean red,
    List<String> recipients,
    Optional<LocalDate> retainUntil) {

  /** Copies the lists. */
  public Proposal {
    selectors = List.copyOf(selectors);
    recipients = List.copyOf(recipients);
  }

  /**
   * One selector, without its value.
   *
   * @param type its type
   * @param category of a person
   */
  public record Named(SelectorType type, Optional<SubjectCategory> category) {}
}
