package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One selector of a view, without its value.
 *
 * @param n index in the signal's selectors
 * @param type selector type
 * @param role category of the person, or the protected role of an attribute of one; null without
 * @param tokens its tokens by the key that is matched by, one for each identifying attribute, and
 *     for a while those of before
 * @param nameFilters of a person's names, as far as they can be compared
 */
public record Selector(
    int n,
    String type,
    @Nullable String role,
    List<Token> tokens,
    List<Person.Filter> nameFilters) {

  static final String PERSON = "person";
  private static final String NEAR = "-near";
  private static final Set<String> PERSONAL =
      Set.of(Person.DOCUMENT, "phone", "email", "handle", "device", "address");

  /** One without a name. */
  public Selector(int n, String type, @Nullable String role, List<Token> tokens) {
    this(n, type, role, tokens, List.of());
  }

  /**
   * A keyed form of one attribute.
   *
   * @param id {@code <epoch>:<hex>}
   * @param attribute what it is of, e.g. {@code imo}, where the exchange says so
   * @param former whether it is by normal forms of before, borne to meet what is not made anew yet
   */
  public record Token(String id, @Nullable String attribute, boolean former) {

    /** One of today. */
    public Token(String id, @Nullable String attribute) {
      this(id, attribute, false);
    }

    /** Refuses absent values. */
    public Token {
      requireNonNull(id, "id");
    }

    /** Tokens stay out of logs. */
    @Override
    public String toString() {
      return "Token[redacted]";
    }
  }

  /**
   * How a signal bears one of the tokens.
   *
   * @param person who is told beside the token, or null
   */
  Mark mark(Token token, List<String> basedOn, @Nullable Person person) {
    return new Mark(
        n,
        type,
        token.attribute(),
        role,
        type.equals(PERSON) || isNear(token) ? List.of() : siblings(token),
        person,
        basedOn);
  }

  /** Whether it is of what is left of an attribute when a part of it is wrong. */
  private static boolean isNear(Token token) {
    return token.attribute() != null && token.attribute().endsWith(NEAR);
  }

  /**
   * The person, as each token of its signal tells of it.
   *
   * @param beside what the signal tells of its only person beside the name
   */
  Person person(List<String> beside) {
    return new Person(
        n,
        role,
        Stream.concat(
                tokens.stream().flatMap(token -> Stream.ofNullable(token.attribute())),
                beside.stream())
            .toList(),
        nameFilters);
  }

  private List<String> siblings(Token token) {
    return tokens.stream()
        .filter(other -> !other.id().equals(token.id()) && !isNear(other))
        .map(Token::id)
        .sorted()
        .toList();
  }

  /** Copies the lists. */
  public Selector {
    requireNonNull(type, "type");
    tokens = List.copyOf(tokens);
    nameFilters = List.copyOf(nameFilters);
  }

  /** The same without what it matches by. */
  Selector bare() {
    return new Selector(n, type, role, List.of());
  }

  /** Whether it names a person. */
  boolean isPerson() {
    return type.equals(PERSON);
  }

  /** Whether it is what a person bears or is reached by. */
  boolean isPersonal() {
    return isPersonal(type);
  }

  /** Whether what is of this type a person bears or is reached by. */
  public static boolean isPersonal(String type) {
    return PERSONAL.contains(type);
  }

  /** Whether it names a person, by something that can match. */
  boolean isMatchablePerson() {
    return isPerson() && !tokens.isEmpty();
  }

  /** Whether it is a document, by something that can match. */
  boolean isDocument() {
    return type.equals(Person.DOCUMENT) && !tokens.isEmpty();
  }

  /** Victims and witnesses: Directive (EU) 2016/680 art. 6 (c), (d). */
  public static boolean isSheltered(@Nullable String role) {
    return "victim".equals(role) || "witness".equals(role);
  }

  /** Suspects and convicts: Directive (EU) 2016/680 art. 6 (a), (b). */
  public static boolean isAccused(@Nullable String role) {
    return "suspect".equals(role) || "convicted".equals(role);
  }

  /** Tokens stay out of logs. */
  @Override
  public String toString() {
    return "Selector[" + n + " " + type + "]";
  }
}
