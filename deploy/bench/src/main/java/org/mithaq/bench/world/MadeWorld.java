package org.mithaq.bench.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A world made from a seed, in the form of those in {@code shared/data/worlds}.
 *
 * @param signals lines of {@code signals.ndjson}, in order of reporting
 * @param truth lines of {@code truth.ndjson}, in order of making
 */
record MadeWorld(List<String> signals, List<String> truth) {

  /** Copies the lines. */
  MadeWorld {
    signals = List.copyOf(signals);
    truth = List.copyOf(truth);
  }

  /** The same seed and likeness make the same world. */
  static MadeWorld of(long seed, Likeness like) {
    return new Making(seed, like).make();
  }

  /** Writes both files. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("signals.ndjson"), signals);
    Files.write(folder.resolve("truth.ndjson"), truth);
  }

  private record Reported(Instant at, String line) {}

  private static final class Making {
    private static final Instant YEAR = Instant.parse("2025-01-01T00:00:00Z");
    private static final int DAYS = 365;
    private static final int FIRST_NETWORK = 14;
    private static final int LAST_NETWORK = 200;
    private static final int LEAST_AT_WORK = 40;
    private static final int MOST_AT_WORK = 150;
    private static final double SHORTEST_LEG = 0.3;
    private static final double LONGEST_LEG = 3.2;
    private static final int FEWEST_STOPS = 4;
    private static final int MOST_STOPS = 6;
    private static final double DELAY_DAYS = 1;
    private static final double AROUND = 0.6;
    private static final int SECONDS_A_DAY = 86_400;
    private static final List<String> NETWORK_CRIMES =
        List.of("migrant-smuggling", "document-fraud", "trafficking-in-persons");
    private static final List<String> LONE_CRIMES =
        List.of("migrant-smuggling", "document-fraud", "money-laundering");

    private final Random random;
    private final Likeness like;
    private final Things things;
    private final Writing writing;
    private final List<Thing> hubs = new ArrayList<>();
    private final List<Reported> reported = new ArrayList<>();
    private final List<String> truth = new ArrayList<>();

    Making(long seed, Likeness like) {
      this.random = new Random(seed);
      this.like = like;
      this.things = new Things(random, like);
      this.writing = new Writing(random, like);
    }

    MadeWorld make() {
      for (int i = 0; i < like.hubs(); i++) {
        hubs.add(
            switch (i % 16) {
              case 0, 1, 2, 3 -> things.vehicle("MA");
              case 4, 5, 6 -> things.account("NL");
              default -> things.phone(i % 2 == 0 ? "NL" : "MA");
            });
      }
      for (int n = 0; n < like.networks(); n++) {
        network("n" + n);
      }
      for (int i = 0; i < like.lone(); i++) {
        Instant at = YEAR.plusSeconds(random.nextInt(DAYS * SECONDS_A_DAY));
        lone(at, null);
      }
      reported.sort(Comparator.comparing(Reported::at));
      return new MadeWorld(reported.stream().map(Reported::line).toList(), truth);
    }

    private void network(String name) {
      List<Corridors.Place> corridor = things.pick(Corridors.ALL);
      int stops = FEWEST_STOPS + random.nextInt(MOST_STOPS - FEWEST_STOPS + 1);
      int from = random.nextInt(Math.max(1, corridor.size() - stops + 1));
      List<Corridors.Place> route = corridor.subList(from, Math.min(corridor.size(), from + stops));
      String crime = things.pick(NETWORK_CRIMES);
      List<Thing> pool = pool(route);
      Instant begin = days(YEAR, between(FIRST_NETWORK, LAST_NETWORK));
      int atWork = between(LEAST_AT_WORK, MOST_AT_WORK);
      int journeys = between(like.trips());
      Instant last = begin;
      for (int i = 0; i < journeys; i++) {
        List<Thing> crew = new ArrayList<>(pool);
        Collections.shuffle(crew, random);
        crew = crew.subList(0, Math.min(crew.size(), between(like.crew())));
        Instant at = days(begin, random.nextDouble() * atWork);
        for (Corridors.Place stop : route) {
          at = days(at, SHORTEST_LEG + random.nextDouble() * (LONGEST_LEG - SHORTEST_LEG));
          if (random.nextDouble() < like.reported()) {
            Collections.shuffle(crew, random);
            List<Thing> seen = crew.subList(0, Math.min(crew.size(), howMany()));
            report(name, crime, stop, at, seen, extra(like.hubShareNetwork()));
          }
        }
        last = at.isAfter(last) ? at : last;
      }
      Instant later =
          days(last, like.reissuedAfterDays() + random.nextDouble() * like.reissuedWithinDays());
      for (Thing thing : pool) {
        if (thing instanceof Thing.Phone && random.nextDouble() < like.reissued()) {
          lone(later, thing);
        }
      }
    }

    private List<Thing> pool(List<Corridors.Place> route) {
      List<Thing> pool = new ArrayList<>();
      add(pool, 3, 7, () -> things.person(country(route)));
      add(pool, 4, 7, () -> things.phone(country(route)));
      add(pool, 2, 4, () -> things.vehicle(country(route)));
      add(pool, 1, 3, () -> things.account(country(route)));
      add(pool, 3, 6, () -> things.document(country(route)));
      add(pool, 0, 2, things::vessel);
      add(pool, 0, 3, things::handle);
      add(pool, 0, 1, things::email);
      return pool;
    }

    private void add(List<Thing> pool, int least, int greatest, Supplier<Thing> next) {
      long count = Math.round(between(least, greatest) * like.scale());
      for (int i = 0; i < count; i++) {
        pool.add(next.get());
      }
    }

    private String country(List<Corridors.Place> route) {
      return things.pick(route).country();
    }

    /** A report that belongs to nothing; a stranger may have a number that was another's once. */
    private void lone(Instant at, @Nullable Thing reissued) {
      Corridors.Place place = things.pick(Corridors.PLACES);
      String country = place.country();
      List<Thing> seen = new ArrayList<>();
      int count = howMany();
      for (int i = 0; i < count; i++) {
        seen.add(
            switch (random.nextInt(5)) {
              case 0 -> things.person(country);
              case 1 -> things.phone(country);
              case 2 -> things.vehicle(country);
              case 3 -> things.account(country);
              default -> things.document(country);
            });
      }
      List<Thing> besides = new ArrayList<>(extra(like.hubShareLone()));
      if (reissued != null) {
        besides.add(reissued);
      }
      report(null, things.pick(LONE_CRIMES), place, at, seen, besides);
    }

    private List<Thing> extra(double share) {
      return random.nextDouble() < share ? List.of(things.pick(hubs)) : List.of();
    }

    private void report(
        @Nullable String network,
        String crime,
        Corridors.Place place,
        Instant at,
        List<Thing> seen,
        List<Thing> besides) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      String agency = things.pick(Corridors.agencies(place));
      String key = "%s-%06d".formatted(agency, truth.size() + 1);
      ObjectNode line = json.objectNode();
      line.put("agency", agency).put("key", key);
      ObjectNode signal = line.putObject("signal");
      signal
          .put("agreement", "triangular")
          .put("article", "5")
          .put("crime", crime)
          .put("observedAt", at.truncatedTo(ChronoUnit.SECONDS).toString());
      signal
          .putObject("place")
          .put("country", place.country())
          .put("latitude", near(place.latitude()))
          .put("longitude", near(place.longitude()))
          .put("name", place.name());
      signal
          .putObject("evaluation")
          .put("source", things.pick(List.of("A", "B", "B", "C")))
          .put("information", things.pick(List.of("1", "2", "2", "3", "3")));
      signal
          .putObject("handling")
          .put("tlp", "AMBER")
          .put("release", random.nextBoolean() ? "open" : "on-request");
      List<Thing> all = new ArrayList<>(seen);
      all.addAll(besides);
      ArrayNode selectors = signal.putArray("selectors");
      all.forEach(thing -> selectors.add(writing.selector(thing, place.country())));
      signal.put("narrative", "Reported near " + place.name() + ".");

      ObjectNode told = json.objectNode();
      told.put("key", key).put("network", network);
      ArrayNode entities = told.putArray("entities");
      seen.stream().map(Thing::id).sorted().forEach(entities::add);
      truth.add(told.toString());
      double delay = -DELAY_DAYS * Math.log(1 - random.nextDouble());
      reported.add(new Reported(days(at, delay), line.toString()));
    }

    private double near(double degrees) {
      return Math.round((degrees + (random.nextDouble() - 0.5) * AROUND) * 100_000) / 100_000.0;
    }

    /** One to three, the more the rarer. */
    private int howMany() {
      double share = random.nextDouble();
      if (share < 0.4) {
        return 1;
      }
      return share < 0.78 ? 2 : 3;
    }

    private int between(Likeness.Range range) {
      return between(range.least(), range.greatest());
    }

    private int between(int least, int greatest) {
      return least + random.nextInt(greatest - least + 1);
    }

    private static Instant days(Instant from, double days) {
      return from.plus(Duration.ofSeconds(Math.round(days * SECONDS_A_DAY)));
    }
  }
}
