package org.mithaq.exchange.signal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mithaq.exchange.selector.Attribute;
import org.mithaq.exchange.selector.Country;
import org.mithaq.exchange.selector.MatchingKeys;
import org.mithaq.exchange.selector.NormalForm;
import org.mithaq.exchange.selector.Normaliser;
import org.mithaq.exchange.selector.Selector;
import org.mithaq.exchange.selector.Token;

/**
 * What selectors are found by: the same normal forms and tokens by which signals meet.
 *
 * @param tokens those of each selector, of all epochs, in hexadecimal
 * @param unmatched JSON Pointers to what cannot be searched for
 * @param names those of them that are persons without any token
 */
record SearchTerms(List<Set<String>> tokens, List<String> unmatched, List<String> names) {

  /** Copies the lists. */
  SearchTerms {
    tokens = tokens.stream().map(Set::copyOf).toList();
    unmatched = List.copyOf(unmatched);
    names = List.copyOf(names);
  }

  /**
   * The terms of selectors.
   *
   * @param home the country in which a number without a country code is read
   */
  static SearchTerms of(List<Selector> selectors, Country home, MatchingKeys keys) {
    List<Set<String>> tokens = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int n = 0; n < selectors.size(); n++) {
      NormalForm form = Normaliser.normalise(selectors.get(n), home);
      List<Attribute> sought = sought(form.attributes());
      tokens.add(
          sought.stream()
              .flatMap(a -> keys.tokens(a).stream())
              .map(Token::hex)
              .collect(Collectors.toSet()));
      String at = pointer(n);
      if (sought.isEmpty()) {
        unmatched.add(at);
        if (selectors.get(n) instanceof Selector.Person) {
          names.add(at);
        }
      } else {
        form.unmatched().forEach(member -> unmatched.add(at + "/" + member));
      }
    }
    return new SearchTerms(tokens, unmatched, names);
  }

  /**
   * What names somebody and not namesakes: a question that knows a birth date is not about all who
   * bear the name, what is nearly a document's number is another's, and of a phone or an
   * organisation what is left without its country counts only where nobody knows that.
   */
  private static List<Attribute> sought(List<Attribute> attributes) {
    boolean dated = attributes.stream().anyMatch(a -> a.kind() == Attribute.Kind.PERSON_YEAR);
    boolean whole =
        attributes.stream()
            .map(Attribute::kind)
            .anyMatch(kind -> kind == Attribute.Kind.PHONE || kind == Attribute.Kind.ORGANISATION);
    return attributes.stream()
        .filter(
            attribute ->
                switch (attribute.kind()) {
                  case DOCUMENT_NEAR,
                      SHORT_DOCUMENT_NEAR,
                      ADDRESS_NEAR,
                      EMAIL_NEAR,
                      EMAIL_LETTERS_NEAR,
                      PERSON_BIRTHDAY,
                      PERSON_NATIONALITY,
                      PERSON_GENERATION,
                      PERSON_BIRTHPLACE,
                      PERSON_NATIVE,
                      PERSON_YEAR_DIGITS,
                      PERSON_EVEN_YEARS,
                      PERSON_ODD_YEARS,
                      PERSON_BIRTH ->
                      false;
                  case PHONE_NEAR, ORGANISATION_NEAR -> !whole;
                  case PERSON_NAME -> !dated;
                  default -> true;
                })
        .toList();
  }

  /** The tokens of all selectors together. */
  Set<String> all() {
    Set<String> all = new HashSet<>();
    tokens.forEach(all::addAll);
    return all;
  }

  /** JSON Pointers to the selectors by which something with these tokens is found. */
  List<String> matched(Set<String> found) {
    List<String> matched = new ArrayList<>();
    for (int n = 0; n < tokens.size(); n++) {
      if (tokens.get(n).stream().anyMatch(found::contains)) {
        matched.add(pointer(n));
      }
    }
    return matched;
  }

  private static String pointer(int n) {
    return "/selectors/" + n;
  }

  @Override
  public String toString() {
    return "SearchTerms[redacted]";
  }
}
