package org.mithaq.alert.agreement;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The status of one cooperation agreement.
 *
 * @param id agreement id
 * @param version version that is in force
 * @param state whether anything may be read or fed under it
 * @param articles parties of each article, by article id
 */
public record Agreement(String id, int version, State state, Map<String, Set<String>> articles) {

  /** Both other states than {@link #IN_FORCE} stop reading and feeding. */
  public enum State {
    /** Readings are permitted. */
    IN_FORCE,
    /** Suspended by a party. */
    SUSPENDED,
    /** Not yet, or no longer, in force. */
    NOT_IN_FORCE
  }

  /** Copies the articles. */
  public Agreement {
    requireNonNull(id, "id");
    requireNonNull(state, "state");
    articles =
        articles.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
  }

  /** Whether the agency is, today, a party of the article. */
  public boolean isParty(String agency, String article) {
    return articles.getOrDefault(article, Set.of()).contains(agency);
  }
}
