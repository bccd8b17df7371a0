package org.mithaq.bench.matcher;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Grade;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Intake;
import org.mithaq.alert.matching.Person;
import org.mithaq.alert.matching.PostingChange;
import org.mithaq.alert.matching.Selector;
import org.mithaq.alert.matching.View;

/**
 * A stream of tokenised signals of which each is a function of the seed and its number, so that any
 * part of it can be made again without keeping what came before.
 *
 * <p>A signal bears twelve tokens: six of a person, two of a document, one each of a phone, a
 * vehicle, an account and a device. Two of six agencies may know of it. Every third bears one token
 * of an earlier signal that one agency may know of as well; every tenth one of an earlier signal
 * that nobody who knows this one may know of, so that it must not be found.
 */
public final class SignalStream {

  /** How many tokens a signal bears. */
  public static final int TOKENS = 12;

  /** The agreement of all signals. */
  public static final String AGREEMENT = "triangular";

  /** How often a signal bears a token of one before it that an agency may know of as well. */
  static final int MATCHING = 3;

  /** How often a signal bears a token of one before it that no agency may know of beside it. */
  static final int STRANGER = 10;

  private static final List<String> AGENCIES =
      List.of("be-fgp", "es-gc", "fr-oltim", "it-sco", "ma-dgsn", "nl-kmar");
  private static final List<String> PERSON =
      List.of("name-birth", "name-year", "first-birth", "last-birth", "last-year", "name-place");
  private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
  private static final long EXPIRY = Instant.parse("2031-03-02T00:00:00Z").toEpochMilli();
  private static final long SECOND = 1_000;
  private static final long HOUR = 3_600_000;
  private static final int ATTEMPTS = 20;

  private final long seed;
  private final @Nullable String hub;
  private final int every;

  /**
   * @param seed the same seed gives the same stream
   */
  public SignalStream(long seed) {
    this(seed, null, 1);
  }

  private SignalStream(long seed, @Nullable String hub, int every) {
    this.seed = seed;
    this.hub = hub;
    this.every = every;
  }

  /** The same stream, in which every so-manieth signal bears one token in place of its phone's. */
  public SignalStream withHub(String token, int each) {
    return new SignalStream(seed, token, each);
  }

  /** The changes of posting lists that a signal arrives as, in order of their tokens. */
  public List<Arrival> arrivals(int n) {
    List<Arrival> arrivals = new ArrayList<>(TOKENS);
    for (Map.Entry<String, PostingChange> each : Intake.changes(null, view(n), null).entrySet()) {
      arrivals.add(
          new Arrival(AGREEMENT, each.getKey(), AGREEMENT + "|" + each.getKey(), each.getValue()));
    }
    return arrivals;
  }

  /** The n-th signal, from 0. */
  public View view(int n) {
    UUID id =
        new UUID(
            ((START + n * SECOND) << 16) | 0x7000 | (n & 0xfff),
            0x8000_0000_0000_0000L | (hash(n, 50) >>> 2));
    List<String> audience = audience(n);
    long hour = (START + n * SECOND) / HOUR - 5;
    Header header =
        new Header(
            id.toString(),
            1,
            audience.getFirst(),
            AGREEMENT,
            "5",
            "migrant-smuggling",
            true,
            "AMBER",
            List.of("H2"),
            "https://exchange.example/v1/signals/" + id,
            START + n * SECOND,
            hour,
            hour,
            audience.getFirst().substring(0, 2).toUpperCase(Locale.ROOT),
            "%07x".formatted(hash(n, 51) & 0xfffffff),
            new Grade("4x4", "B", "2"),
            false);
    return new View(header, 0, true, "joint", audience, EXPIRY, false, List.of(), selectors(n));
  }

  private List<Selector> selectors(int n) {
    List<Selector.Token> person = new ArrayList<>();
    for (int slot = 0; slot < PERSON.size(); slot++) {
      person.add(new Selector.Token(token(n, slot), PERSON.get(slot)));
    }
    return List.of(
        new Selector(0, "person", "suspect", person, List.of(new Person.Filter(filter(n)))),
        new Selector(
            1,
            "document",
            null,
            List.of(
                new Selector.Token(token(n, 6), "document"),
                new Selector.Token(token(n, 7), "document-near"))),
        new Selector(
            2,
            "phone",
            null,
            List.of(
                new Selector.Token(hub != null && n % every == 0 ? hub : token(n, 8), "phone"))),
        one(3, "vehicle", n, 9),
        one(4, "account", n, 10),
        one(5, "device", n, 11));
  }

  private Selector one(int index, String type, int n, int slot) {
    return new Selector(index, type, null, List.of(new Selector.Token(token(n, slot), type)));
  }

  /** The originator first. */
  private List<String> audience(int n) {
    String agency = agency(n);
    Integer earlier = n % MATCHING == MATCHING - 1 ? matching(n) : null;
    String other = earlier == null ? agency : agency(earlier);
    for (int i = 0; other.equals(agency); i++) {
      other = AGENCIES.get((int) Long.remainderUnsigned(hash(n, 20 + i), AGENCIES.size()));
    }
    return List.of(agency, other);
  }

  private String agency(int n) {
    return AGENCIES.get((int) Long.remainderUnsigned(hash(n, 15), AGENCIES.size()));
  }

  private String token(int n, int slot) {
    if (slot == Long.remainderUnsigned(hash(n, 16), TOKENS) && n > 0) {
      if (n % MATCHING == MATCHING - 1) {
        return token(matching(n), slot);
      }
      if (n % STRANGER == STRANGER - 1) {
        Integer stranger = stranger(n);
        if (stranger != null) {
          return token(stranger, slot);
        }
      }
    }
    return "1:"
        + HexFormat.of().toHexDigits(hash(n, 100 + slot))
        + HexFormat.of().toHexDigits(hash(n, 200 + slot));
  }

  private int matching(int n) {
    return (int) Long.remainderUnsigned(hash(n, 17), n);
  }

  private @Nullable Integer stranger(int n) {
    List<String> audience = audience(n);
    for (int i = 0; i < ATTEMPTS; i++) {
      int earlier = (int) Long.remainderUnsigned(hash(n, 300 + i), n);
      if (audience(earlier).stream().noneMatch(audience::contains)) {
        return earlier;
      }
    }
    return null;
  }

  /** As many bits as a name's filter has, about a third of them set. */
  private String filter(int n) {
    byte[] bits = new byte[64];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (byte) (hash(n, 400 + i) & hash(n, 500 + i));
    }
    return Base64.getEncoder().encodeToString(bits);
  }

  /** SplitMix64 over seed, number and purpose. */
  private long hash(int n, int purpose) {
    long z = seed + 0x9e3779b97f4a7c15L * (n * 1_024L + purpose + 1);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
