package org.mithaq.exchange.signal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.mithaq.exchange.agreement.Crime;
import org.mithaq.exchange.agreement.Proposal;
import org.mithaq.exchange.agreement.Purpose;
import org.mithaq.exchange.agreement.ReleaseMode;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.selector.Country;
import org.mithaq.exchange.selector.Selector;
import org.mithaq.exchange.selector.SubjectCategory;

/**
 * One observation as an agency reports it, DESIGN §4, with its defaults filled in. It does not say
 * who reports it: that the token says.
 *
 * @param reference the agency's own name for it
 * @param agreement the agreement that it is exchanged under
 * @param article the article
 * @param purpose what for
 * @param crime about what
 * @param observed when
 * @param place where
 * @param evaluation how reliable
 * @param handling who may do what with it
 * @param selectors what in it can match
 * @param details the elements of trafficking
 * @param dangerToLife whether somebody must act at once
 * @param assertion fact or assessment
 * @param basedOn signals that it repeats
 * @param language of the text, BCP 47
 * @param narrative the text
 * @param retainUntil the UTC day at whose beginning it expires
 */
public record Signal(
    Optional<String> reference,
    String agreement,
    String article,
    Purpose purpose,
    Crime crime,
    Observed observed,
    Place place,
    Evaluation evaluation,
    Handling handling,
    List<Selector> selectors,
    Details details,
    boolean dangerToLife,
    Optional<Assertion> assertion,
    List<UUID> basedOn,
    Optional<String> language,
    Optional<String> narrative,
    Optional<LocalDate> retainUntil) {

  private static final int ADULT = 18;

  /** Copies the lists. */
  public Signal {
    selectors = List.copyOf(selectors);
    basedOn = List.copyOf(basedOn);
  }

  /**
   * When something was observed: at an instant, or at some time between two.
   *
   * @param from the earliest instant
   * @param to the latest; equal to {@code from} for an instant
   */
  public record Observed(Instant from, Instant to) {

    /** Refuses an end before the beginning. */
    public Observed {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("an observation cannot end before it begins");
      }
    }
  }

  /**
   * Where.
   *
   * @param country the country
   * @param coordinates the point, WGS 84
   * @param name what people call it
   */
  public record Place(Country country, Optional<Coordinates> coordinates, Optional<String> name) {

    @Override
    public String toString() {
      return "Place[redacted]";
    }
  }

  /**
   * A point, WGS 84, in degrees.
   *
   * @param latitude −90 to 90
   * @param longitude −180 to 180
   */
  public record Coordinates(BigDecimal latitude, BigDecimal longitude) {

    @Override
    public String toString() {
      return "Coordinates[redacted]";
    }
  }

  /**
   * The originator's own grading.
   *
   * @param scheme by which scheme
   * @param source how reliable the source is
   * @param information how reliable the information is
   */
  public record Evaluation(EvaluationScheme scheme, String source, String information) {}

  /**
   * Who may do what with it.
   *
   * @param tlp how far it may go
   * @param codes what may be done with it, sorted
   * @param restriction in words, where H3 needs them
   * @param release who gets the content, and when
   * @param recipients agencies or subcommittees that it is meant for; empty: all parties of the
   *     article
   */
  public record Handling(
      Tlp tlp,
      SortedSet<HandlingCode> codes,
      Optional<String> restriction,
      ReleaseMode release,
      List<String> recipients) {

    /** Copies and sorts. */
    public Handling {
      codes = Collections.unmodifiableSortedSet(new TreeSet<>(codes));
      recipients = List.copyOf(recipients);
    }

    @Override
    public String toString() {
      return "Handling[" + tlp + ", " + release + ", redacted]";
    }
  }

  /**
   * The elements of trafficking in persons.
   *
   * @param act what was done
   * @param means by what means
   * @param exploitation to what end
   */
  public record Details(Set<Act> act, Set<Means> means, Set<Exploitation> exploitation) {

    /** Copies the sets. */
    public Details {
      act = Set.copyOf(act);
      means = Set.copyOf(means);
      exploitation = Set.copyOf(exploitation);
    }
  }

  /** What an agreement has a say in. */
  public Proposal proposal(AgencyId agency) {
    return new Proposal(
        agency,
        article,
        crime,
        purpose,
        selectors.stream().map(s -> new Proposal.Named(s.type(), category(s))).toList(),
        handling.release(),
        handling.tlp() == Tlp.RED,
        handling.recipients(),
        retainUntil);
  }

  private static Optional<SubjectCategory> category(Selector selector) {
    return selector instanceof Selector.Person person
        ? Optional.of(person.category())
        : Optional.empty();
  }

  private List<Selector.Person> persons() {
    return selectors.stream()
        .filter(Selector.Person.class::isInstance)
        .map(Selector.Person.class::cast)
        .toList();
  }

  /** Whether it names a victim or a witness, DESIGN §6.3. */
  public boolean isProtected() {
    return persons().stream().anyMatch(p -> p.category().isProtected());
  }

  /**
   * What role a selector has in the view: a person's category; for other things victim or witness
   * if the signal names persons and all of them are protected.
   */
  public Optional<SubjectCategory> role(Selector selector) {
    if (selector instanceof Selector.Person person) {
      return Optional.of(person.category());
    }
    Set<SubjectCategory> categories = EnumSet.noneOf(SubjectCategory.class);
    persons().forEach(p -> categories.add(p.category()));
    if (categories.isEmpty() || !categories.stream().allMatch(SubjectCategory::isProtected)) {
      return Optional.empty();
    }
    return Optional.of(
        categories.contains(SubjectCategory.VICTIM)
            ? SubjectCategory.VICTIM
            : SubjectCategory.WITNESS);
  }

  /**
   * Whether a victim in it is a child, or may be one: an age that is not certain is presumed a
   * child's (DESIGN §6.3, Directive (EU) 2011/36 art. 13(2)).
   */
  public boolean hasChildVictim() {
    LocalDate day = LocalDate.ofInstant(observed.from(), ZoneOffset.UTC);
    return persons().stream()
        .filter(p -> p.category() == SubjectCategory.VICTIM)
        .anyMatch(
            p -> p.birthDate().map(b -> b.latest().plusYears(ADULT).isAfter(day)).orElse(true));
  }

  @Override
  public String toString() {
    return "Signal[" + agreement + ", " + article + ", redacted]";
  }
}
