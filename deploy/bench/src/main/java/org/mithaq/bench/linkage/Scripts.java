package org.mithaq.bench.linkage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.mithaq.exchange.selector.Attribute;
import org.mithaq.exchange.selector.BirthDate;
import org.mithaq.exchange.selector.Country;
import org.mithaq.exchange.selector.Normaliser;
import org.mithaq.exchange.selector.Selector;
import org.mithaq.exchange.selector.SubjectCategory;

/**
 * How often the Latin and the Arabic spelling of one word share a reading, and how often those of
 * two words do.
 *
 * @param pairs pairs of the half
 * @param recall share of true pairs that share a token, born on one day
 * @param collision share of random pairs that do, if all were born on one day
 * @param confirmed share of random pairs that do, each with a birth date of its own
 */
record Scripts(int pairs, double recall, double collision, double confirmed) {

  private static final int RANDOM_A_PAIR = 200;
  private static final long SEED = 20_260_302L;
  private static final LocalDate FIRST_BIRTH = LocalDate.of(1950, 1, 1);
  private static final int DAYS_OF_BIRTH = 20_000;

  /**
   * Measures a half of the pairs.
   *
   * @param odd the lines with an odd index from 0, which no rule was made by; else the others
   */
  static Scripts of(Path file, boolean odd) throws IOException {
    List<Set<Attribute>> latin = new ArrayList<>();
    List<Set<Attribute>> arabic = new ArrayList<>();
    List<String> arabicWords = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    LocalDate oneDay = LocalDate.of(1987, 5, 31);
    List<String> latinWords = new ArrayList<>();
    for (int i = odd ? 1 : 0; i < lines.size(); i += 2) {
      String[] words = lines.get(i).split("\t", -1);
      latinWords.add(words[0]);
      arabicWords.add(words[1]);
      latin.add(parts(words[0], oneDay));
      arabic.add(parts(words[1], oneDay));
    }
    Random random = new Random(SEED);
    long found = 0;
    long collisions = 0;
    long confirmed = 0;
    long drawn = 0;
    for (int i = 0; i < latin.size(); i++) {
      found += share(latin.get(i), arabic.get(i)) ? 1 : 0;
      for (int n = 0; n < RANDOM_A_PAIR; n++) {
        int other = random.nextInt(arabic.size());
        if (other == i || arabicWords.get(other).equals(arabicWords.get(i))) {
          continue;
        }
        drawn++;
        if (share(latin.get(i), arabic.get(other))) {
          collisions++;
          // With two dates a pair can only lose what it shared with one.
          confirmed +=
              share(
                      parts(latinWords.get(i), birth(random)),
                      parts(arabicWords.get(other), birth(random)))
                  ? 1
                  : 0;
        }
      }
    }
    return new Scripts(
        latin.size(),
        (double) found / latin.size(),
        (double) collisions / drawn,
        (double) confirmed / drawn);
  }

  private static LocalDate birth(Random random) {
    return FIRST_BIRTH.plusDays(random.nextInt(DAYS_OF_BIRTH));
  }

  private static boolean share(Set<Attribute> one, Set<Attribute> other) {
    return one.stream().anyMatch(other::contains);
  }

  private static Set<Attribute> parts(String word, LocalDate born) {
    Selector.Person person =
        new Selector.Person(
            word,
            List.of(),
            BirthDate.parse(born.toString()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            SubjectCategory.SUSPECT);
    return Normaliser.normalise(person, Country.NONE).attributes().stream()
        .filter(attribute -> attribute.kind() == Attribute.Kind.PERSON_PART)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
