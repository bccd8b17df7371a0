package org.mithaq.exchange.agreement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.ProblemType;

/**
 * A cooperation agreement in one of its versions, with its standing today.
 *
 * @param id names it everywhere
 * @param title its full title
 * @param version counted from 1; the same version always says the same
 * @param inForce when it holds
 * @param parties the agencies bound by it
 * @param subcommittees groups of parties
 * @param articles what is permitted under it
 * @param instrument the processing as a whole
 * @param suspendedBy the party that has suspended it
 */
public record Agreement(
    String id,
    String title,
    int version,
    InForce inForce,
    Set<AgencyId> parties,
    List<Subcommittee> subcommittees,
    List<Article> articles,
    Instrument instrument,
    Optional<AgencyId> suspendedBy) {

  /** Copies the collections. */
  public Agreement {
    parties = Set.copyOf(parties);
    subcommittees = List.copyOf(subcommittees);
    articles = List.copyOf(articles);
  }

  /** The same agreement, suspended by a party or by none. */
  public Agreement suspendedBy(Optional<AgencyId> party) {
    return new Agreement(
        id, title, version, inForce, parties, subcommittees, articles, instrument, party);
  }

  /** The state that others are told of. */
  public State state(LocalDate day) {
    if (suspendedBy.isPresent()) {
      return State.SUSPENDED;
    }
    return inForce.holdsOn(day) ? State.IN_FORCE : State.NOT_IN_FORCE;
  }

  /** Whether anything may be done under an agreement. */
  public enum State {
    IN_FORCE("in-force"),
    SUSPENDED("suspended"),
    NOT_IN_FORCE("not-in-force");

    private final String code;

    State(String code) {
      this.code = code;
    }

    /** The code in the contract. */
    public String code() {
      return code;
    }
  }

  /** The article of a number. */
  public Optional<Article> article(String number) {
    return articles.stream().filter(a -> a.id().equals(number)).findFirst();
  }

  /**
   * Decides whether a signal may be published. The rules are tried in the order of DESIGN §4, and
   * the first that refuses speaks; all its places are named.
   *
   * @param day the UTC day of acceptance
   */
  public Decision decide(Proposal proposal, LocalDate day) {
    Optional<Decision> standing = standing(day);
    if (standing.isPresent()) {
      return standing.get();
    }
    Optional<Article> found = article(proposal.article());
    if (found.isEmpty()) {
      return refused(
          ProblemType.UNKNOWN_ARTICLE,
          "The agreement " + id + " has no such article.",
          List.of("/article"));
    }
    Article article = found.get();
    String name = "Article " + article.id() + " of " + id;
    if (!article.parties().contains(proposal.agency())) {
      return refused(
          ProblemType.NOT_A_PARTY,
          name + " does not bind " + proposal.agency() + ".",
          List.of("/article"));
    }
    if (!article.crimes().contains(proposal.crime())) {
      return refused(
          ProblemType.CRIME_NOT_COVERED,
          name + " does not cover " + proposal.crime().code() + ".",
          List.of("/crime"));
    }
    if (!article.purposes().contains(proposal.purpose())) {
      return refused(
          ProblemType.PURPOSE_NOT_COVERED,
          name + " does not cover the purpose " + proposal.purpose().code() + ".",
          List.of("/purpose"));
    }
    List<String> types = at(proposal, "/type", s -> !article.selectorTypes().contains(s.type()));
    if (!types.isEmpty()) {
      return refused(
          ProblemType.SELECTOR_TYPE_NOT_COVERED,
          name + " does not cover selectors of such types.",
          types);
    }
    List<String> persons =
        at(
            proposal,
            "/category",
            s ->
                s.category().isPresent()
                    && !article.subjectCategories().contains(s.category().get()));
    if (!persons.isEmpty()) {
      return refused(
          ProblemType.SUBJECT_CATEGORY_NOT_COVERED,
          name + " does not cover persons of such categories.",
          persons);
    }
    if (!article.releases().contains(proposal.release())) {
      return refused(
          ProblemType.RELEASE_NOT_COVERED,
          name + " does not allow the release " + proposal.release().code() + ".",
          List.of("/handling/release"));
    }
    return recipients(proposal, article)
        .or(() -> retention(proposal, article, day))
        .orElseGet(() -> new Decision.Permitted(this, article));
  }

  /**
   * Decides whether an agency may read what was published under an article.
   *
   * @param purpose what for, if the reader names it
   */
  public Decision reading(
      AgencyId reader, String number, Optional<Purpose> purpose, LocalDate day) {
    Optional<Decision> standing = standing(day);
    if (standing.isPresent()) {
      return standing.get();
    }
    Optional<Article> found = article(number);
    if (found.isEmpty() || !found.get().parties().contains(reader)) {
      return refused(
          ProblemType.NOT_A_PARTY,
          "Article " + number + " of " + id + " does not bind " + reader + ".",
          List.of());
    }
    if (purpose.isPresent() && !found.get().purposes().contains(purpose.get())) {
      return refused(
          ProblemType.PURPOSE_NOT_COVERED,
          "Article "
              + number
              + " of "
              + id
              + " does not cover the purpose "
              + purpose.get().code()
              + ".",
          List.of());
    }
    return new Decision.Permitted(this, found.get());
  }

  private Optional<Decision> standing(LocalDate day) {
    return switch (state(day)) {
      case IN_FORCE -> Optional.empty();
      case SUSPENDED ->
          Optional.of(
              refused(
                  ProblemType.AGREEMENT_SUSPENDED,
                  "The agreement " + id + " is suspended.",
                  List.of("/agreement")));
      case NOT_IN_FORCE ->
          Optional.of(
              refused(
                  ProblemType.AGREEMENT_NOT_IN_FORCE,
                  "The agreement " + id + " is not in force on " + day + ".",
                  List.of("/agreement")));
    };
  }

  private Optional<Decision> recipients(Proposal proposal, Article article) {
    if (proposal.red() && proposal.recipients().isEmpty()) {
      return Optional.of(
          refused(
              ProblemType.RECIPIENTS_MISSING,
              "TLP RED is for named recipients only: name them.",
              List.of("/handling/recipients")));
    }
    List<String> strangers =
        IntStream.range(0, proposal.recipients().size())
            .filter(i -> members(proposal.recipients().get(i), article).isEmpty())
            .mapToObj(i -> "/handling/recipients/" + i)
            .toList();
    return strangers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            refused(
                ProblemType.RECIPIENT_NOT_A_PARTY,
                "Article " + article.id() + " of " + id + " does not bind every recipient.",
                strangers));
  }

  private Optional<Decision> retention(Proposal proposal, Article article, LocalDate day) {
    if (proposal.retainUntil().isEmpty()) {
      return Optional.empty();
    }
    LocalDate until = proposal.retainUntil().get();
    if (!until.isAfter(day)) {
      return Optional.of(
          refused(
              ProblemType.RETENTION_LAPSED,
              "Retention must end after today.",
              List.of("/retainUntil")));
    }
    LocalDate last = day.plus(article.maxRetention());
    return until.isAfter(last)
        ? Optional.of(
            refused(
                ProblemType.RETENTION_EXCEEDED,
                "Article "
                    + article.id()
                    + " of "
                    + id
                    + " allows retention until "
                    + last
                    + " at most.",
                List.of("/retainUntil")))
        : Optional.empty();
  }

  /**
   * The agencies that a recipient stands for: itself, or the members of a subcommittee, if the
   * article binds them.
   */
  private Set<AgencyId> members(String recipient, Article article) {
    SortedSet<AgencyId> members = new TreeSet<>();
    subcommittees.stream()
        .filter(s -> s.id().equals(recipient))
        .forEach(s -> members.addAll(s.parties()));
    AgencyId.of(recipient).ifPresent(members::add);
    members.retainAll(article.parties());
    return members;
  }

  /**
   * The agencies that may learn that a signal exists (DESIGN §2), sorted; the originator is always
   * one of them.
   *
   * @param active which agencies are partners today: who has left is told nothing
   */
  public SortedSet<AgencyId> audience(
      Proposal proposal, Article article, Predicate<AgencyId> active) {
    SortedSet<AgencyId> audience = new TreeSet<>();
    if (proposal.release() != ReleaseMode.SILENT) {
      if (proposal.recipients().isEmpty()) {
        audience.addAll(article.parties());
      } else {
        proposal.recipients().forEach(r -> audience.addAll(members(r, article)));
      }
      audience.removeIf(active.negate());
    }
    audience.add(proposal.agency());
    return audience;
  }

  private static List<String> at(
      Proposal proposal, String member, Predicate<Proposal.Named> wrong) {
    List<String> pointers = new ArrayList<>();
    for (int i = 0; i < proposal.selectors().size(); i++) {
      if (wrong.test(proposal.selectors().get(i))) {
        pointers.add("/selectors/" + i + member);
      }
    }
    return pointers;
  }

  private static Decision refused(ProblemType clause, String why, List<String> pointers) {
    return new Decision.Refused(
        clause, why, pointers.stream().map(p -> new FieldError(p, clause.title())).toList());
  }
}
