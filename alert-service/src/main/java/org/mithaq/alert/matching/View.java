package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The correlatable view of a signal: all of it that leaves its exchange.
 *
 * @param header what each agency of the audience may be told
 * @param active false once withdrawn
 * @param exchange exchange that published it
 * @param audience agencies that may learn that it exists, sorted
 * @param dangerToLife whether it goes out at once
 * @param basedOn signals that it repeats
 * @param selectors selectors, without values
 */
public record View(
    Header header,
    boolean active,
    String exchange,
    List<String> audience,
    boolean dangerToLife,
    List<String> basedOn,
    List<Selector> selectors) {

  /** Copies the lists and sorts the audience. */
  public View {
    requireNonNull(header, "header");
    requireNonNull(exchange, "exchange");
    audience = List.copyOf(new TreeSet<>(audience));
    basedOn = List.copyOf(basedOn);
    selectors = List.copyOf(selectors);
  }

  /** Its postings by token; of two selectors with one token the first stands for both. */
  public Map<String, Posting> postings() {
    Map<String, Posting> postings = new LinkedHashMap<>();
    if (active) {
      for (Selector selector : selectors) {
        for (Selector.Token token : selector.tokens()) {
          postings.putIfAbsent(
              token.id(), new Posting(header, audience, selector.mark(token, basedOn)));
        }
      }
    }
    return postings;
  }

  /** Names the signal only. */
  @Override
  public String toString() {
    return "View[" + header.id() + " v" + header.version() + "]";
  }
}
