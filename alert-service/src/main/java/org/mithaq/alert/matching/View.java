package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The correlatable view of a signal: all of it that leaves its exchange.
 *
 * @param header what each agency of the audience may be told
 * @param rendering how often its version was published anew by other keys or normal forms
 * @param active false once withdrawn
 * @param exchange exchange that published it
 * @param audience agencies that may learn that it exists, sorted
 * @param expiresAt when its time is over, milliseconds since the epoch
 * @param dangerToLife whether it goes out at once
 * @param basedOn signals that it repeats
 * @param selectors selectors, without values
 */
public record View(
    Header header,
    int rendering,
    boolean active,
    String exchange,
    List<String> audience,
    long expiresAt,
    boolean dangerToLife,
    List<String> basedOn,
    List<Selector> selectors) {

  private static final int LIKENESS_BYTES = 16;

  /** Copies the lists and sorts the audience. */
  public View {
    requireNonNull(header, "header");
    requireNonNull(exchange, "exchange");
    audience = List.copyOf(new TreeSet<>(audience));
    basedOn = List.copyOf(basedOn);
    selectors = List.copyOf(selectors);
  }

  /** Whether its time is over at a moment, in milliseconds since the epoch. */
  public boolean isExpired(long at) {
    return expiresAt <= at;
  }

  /** The same view, with nothing that stands any more. */
  View ended() {
    return new View(
        header, rendering, false, exchange, audience, expiresAt, dangerToLife, basedOn, selectors);
  }

  /** The same view, with other selectors. */
  View bearing(List<Selector> others) {
    return new View(
        header, rendering, active, exchange, audience, expiresAt, dangerToLife, basedOn, others);
  }

  /** Whether it comes after another view of its signal. */
  boolean isAfter(View other) {
    return header.version() != other.header.version()
        ? header.version() > other.header.version()
        : rendering > other.rendering;
  }

  /** Whether it bears anything to meet others by. */
  boolean isMatchable() {
    return selectors.stream().anyMatch(selector -> !selector.tokens().isEmpty());
  }

  /** Whether another view tells the same of the signal, by whatever tokens and address. */
  boolean tellsTheSameAs(View other) {
    return header.servedAt(other.header.href()).equals(other.header)
        && audience.equals(other.audience)
        && expiresAt == other.expiresAt
        && dangerToLife == other.dangerToLife
        && basedOn.equals(other.basedOn)
        && bare().equals(other.bare());
  }

  private List<Selector> bare() {
    return selectors.stream().map(Selector::bare).toList();
  }

  /** Its postings by token; of two selectors with one token the first stands for both. */
  public Map<String, Posting> postings() {
    Map<String, Posting> postings = new LinkedHashMap<>();
    if (active) {
      ToldPersons persons = new ToldPersons();
      for (Selector selector : selectors) {
        for (Selector.Token token : selector.tokens()) {
          postings.putIfAbsent(
              token.id(),
              new Posting(header, audience, selector.mark(token, basedOn, persons.of(selector))));
        }
      }
    }
    return postings;
  }

  /** Who is told with which selector; the same object for each of its tokens. */
  private final class ToldPersons {
    private final List<String> beside = besidePerson();
    private final @Nullable Selector only = onlyPerson();
    private final Map<Integer, Person> known = new HashMap<>();

    @Nullable Person of(Selector selector) {
      Selector person = selector.isPerson() ? selector : selector.isPersonal() ? only : null;
      return person == null ? null : known.computeIfAbsent(person.n(), n -> person.person(beside));
    }
  }

  /** Of several persons nothing says which of them bears what else the signal names. */
  private @Nullable Selector onlyPerson() {
    List<Selector> persons = selectors.stream().filter(Selector::isPerson).toList();
    return persons.size() == 1 ? persons.getFirst() : null;
  }

  /** Of several persons or documents nothing says whose each is, or which another one bears. */
  private List<String> besidePerson() {
    return selectors.stream().filter(Selector::isMatchablePerson).count() == 1
            && selectors.stream().filter(Selector::isDocument).count() == 1
        ? List.of(Person.DOCUMENT)
        : List.of();
  }

  /**
   * What every report of one sighting has in common: crime, cell, first hour and all tokens of
   * today, as 32 hexadecimal digits. Null where there is no cell or no token: then nothing says
   * that two reports are of one sighting.
   */
  public @Nullable String likeness() {
    TreeSet<String> tokens = new TreeSet<>();
    selectors.stream()
        .flatMap(selector -> selector.tokens().stream())
        .filter(token -> !token.former())
        .forEach(token -> tokens.add(token.id()));
    if (header.cell() == null || tokens.isEmpty()) {
      return null;
    }
    String all =
        String.join(
            "\n",
            header.crime(),
            header.cell(),
            Long.toString(header.observedFrom()),
            String.join(" ", tokens));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, LIKENESS_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Names the signal only. */
  @Override
  public String toString() {
    return "View[" + header.id() + " v" + header.version() + "]";
  }
}
