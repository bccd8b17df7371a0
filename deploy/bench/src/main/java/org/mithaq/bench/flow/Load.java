package org.mithaq.bench.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeId;

/**
 * Signals as an exchange publishes them. Signals come in threes: the third bears a document that
 * the second of a three some way back bears too, which another agency sent to the same audience;
 * all else about them is like nothing else. So each third signal makes one notice for each agency
 * of its audience, known beforehand.
 */
final class Load {

  static final String EXCHANGE = "joint";
  static final String AGREEMENT = "triangular";
  static final String ARTICLE = "5";

  /** The parties of the article. */
  static final List<String> AGENCIES =
      List.of(
          "be-fgp",
          "es-gc",
          "fr-oltim",
          "ma-dgsn",
          "ma-gr",
          "ml-dnpf",
          "mr-dgsn",
          "ne-dst",
          "nl-kmar",
          "nl-politie",
          "sn-dpaf");

  /** Tokens of a signal: seven things of one attribute, and a person of five. */
  static final int TOKENS = 12;

  private static final List<String> THINGS =
      List.of("document", "phone", "vehicle", "account", "email", "device", "handle");
  private static final List<String> CRIMES =
      List.of("migrant-smuggling", "trafficking-in-persons", "document-fraud");

  /** Level-10 cells of twelve places between Dakar and Calais. */
  private static final List<String> CELLS =
      List.of(
          "0d77a7", "0d7705", "0c40bf", "0ea1b5", "0ec173", "119831", "0e2009", "47dc3f", "47c433",
          "47c3f7", "0d0b81", "0d0c95");

  /** How many threes lie between the two signals of a pair. */
  private static final int BEHIND = 100;

  private static final int THREE = 3;
  private static final int MIDDLE = 1;
  private static final int LAST = 2;
  private static final int TOKEN_BYTES = 16;
  private static final int FILTER_BYTES = 64;
  private static final int PERSON_TOKENS = 5;
  private static final int HOURS = 72;
  private static final long ID_HIGH = 0x0196_0000_0000_7000L;
  private static final long ID_LOW = 0x8000_0000_0000_0000L;

  private final int audience;
  private final long seed;
  private int next;

  /**
   * @param audience how many agencies may know of a signal, 2 to 11
   * @param seed loads of different seeds have nothing in common
   */
  Load(int audience, long seed) {
    if (audience < 2 || audience > AGENCIES.size()) {
      throw new IllegalArgumentException("an audience of 2 to " + AGENCIES.size());
    }
    this.audience = audience;
    this.seed = seed;
  }

  /**
   * A signal.
   *
   * @param id its id, and the key of its record
   * @param value the view
   * @param told who is sent a notice because of it; empty unless it is a third one
   * @param notice the id of that notice, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Sent(String id, byte[] value, List<String> told, @Nullable String notice) {}

  /** The next signal, accepted now; each is later than the one before. */
  Sent next(Instant now) {
    int n = next++;
    int three = n / THREE;
    int pair = n % THREE == LAST ? three - BEHIND : n % THREE == MIDDLE ? three : -1;
    RandomGenerator random = random(n);
    RandomGenerator shared = pair < 0 ? random : random(-1L - pair);
    List<String> order = order(shared);
    // The second of a pair comes from another agency than the first.
    String agency = order.get(n % THREE == LAST ? 1 : 0);
    List<String> known = List.copyOf(new TreeSet<>(order));
    String document = token(shared);
    String id = id(n);
    byte[] value = view(id, agency, known, document, now, random).getBytes(UTF_8);
    boolean last = n % THREE == LAST && pair >= 0;
    return new Sent(
        id,
        value,
        last ? known : List.of(),
        last ? NoticeId.of(Notice.Kind.NETWORK, AGREEMENT, id(pair * THREE + MIDDLE)) : null);
  }

  private String id(int n) {
    return new UUID(ID_HIGH + (seed << Short.SIZE), ID_LOW + n).toString();
  }

  private RandomGenerator random(long n) {
    return RandomGeneratorFactory.of("SplittableRandom").create(seed * 0x9E3779B97F4A7C15L + n);
  }

  /** The agencies of an audience; the first two report. */
  private List<String> order(RandomGenerator random) {
    List<String> all = new ArrayList<>(AGENCIES);
    List<String> order = new ArrayList<>();
    while (order.size() < audience) {
      order.add(all.remove(random.nextInt(all.size())));
    }
    return order;
  }

  private static String token(RandomGenerator random) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String view(
      String id,
      String agency,
      List<String> audience,
      String document,
      Instant now,
      RandomGenerator random) {
    Instant hour = now.minus(random.nextInt(HOURS), ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);
    StringBuilder selectors = new StringBuilder();
    for (int i = 0; i < THINGS.size(); i++) {
      String type = THINGS.get(i);
      selectors
          .append("{\"n\":%d,\"type\":\"%s\",\"role\":null,\"tokens\":[".formatted(i, type))
          .append(attribute(type, i == 0 ? document : token(random)))
          .append("]},");
    }
    selectors.append("{\"n\":7,\"type\":\"person\",\"role\":\"suspect\",\"tokens\":[");
    for (int i = 0; i < PERSON_TOKENS; i++) {
      selectors.append(i == 0 ? "" : ",").append(attribute("person-name", token(random)));
    }
    byte[] filter = new byte[FILTER_BYTES];
    random.nextBytes(filter);
    selectors
        .append("],\"nameFilter\":\"")
        .append(Base64.getEncoder().encodeToString(filter))
        .append("\",\"nameFilterEpoch\":1}");
    return """
        {"id":"%s","version":1,"state":"active","exchange":"%s",\
        "href":"http://127.0.0.1:8081/v1/signals/%s","agency":"%s","agreement":"%s","article":"%s",\
        "crime":"%s","audience":["%s"],"release":"on-request","tlp":"AMBER","codes":["H2"],\
        "acceptedAt":"%s","observedHour":{"from":"%s","to":"%s"},"country":"MA","s2Cell":"%s",\
        "grade":{"scheme":"4x4","source":"A","information":"1"},"dangerToLife":false,"basedOn":[],\
        "expiresAt":"2099-01-01T00:00:00Z","selectors":[%s]}"""
        .formatted(
            id,
            EXCHANGE,
            id,
            agency,
            AGREEMENT,
            ARTICLE,
            CRIMES.get(random.nextInt(CRIMES.size())),
            String.join("\",\"", audience),
            now.truncatedTo(ChronoUnit.MILLIS),
            hour,
            hour,
            CELLS.get(random.nextInt(CELLS.size())),
            selectors);
  }

  private static String attribute(String name, String token) {
    return "{\"epoch\":1,\"attribute\":\"%s\",\"token\":\"%s\"}".formatted(name, token);
  }
}
