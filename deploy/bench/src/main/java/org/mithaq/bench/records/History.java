package org.mithaq.bench.records;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.mithaq.exchange.outbox.Operation;

/**
 * A month's records from a seed, in the order in which they come into the log: three in a hundred
 * up to five days late. Some things are often said and never together: {@code ma-gr} never
 * discloses, and nobody outside the smaller agreement is told under it. One in fifty thousand was
 * done by {@code iom-mmp}.
 */
final class History {

  private static final int PARTIES = Made.AGENCIES.size() - 1;
  private static final int RARE = PARTIES;

  /** The parties of the smaller agreement come first. */
  private static final int FEW = 4;

  private static final int NEVER_DISCLOSES = Made.AGENCIES.indexOf("ma-gr");
  private static final int RARE_EVERY = 50_000;
  private static final long LATEST = Duration.ofDays(5).toMillis();

  private History() {}

  /** So many records of this month. */
  static List<Made> of(YearMonth month, int records, long seed) {
    Random random = new Random(seed);
    long first = start(month).toEpochMilli();
    double step = (start(month.plusMonths(1)).toEpochMilli() - first) / (double) records;
    List<Made> history = new ArrayList<>(records);
    for (int i = 0; i < records; i++) {
      long at = first + (long) (i * step);
      if (random.nextInt(100) < 3) {
        at = Math.max(first, at - random.nextLong(LATEST));
      }
      history.add(one(random, i, at));
    }
    return Collections.unmodifiableList(history);
  }

  static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Made one(Random random, int i, long at) {
    int agency = i % RARE_EVERY == RARE_EVERY / 2 ? RARE : random.nextInt(PARTIES);
    Operation operation = operation(random.nextInt(100));
    if (agency == NEVER_DISCLOSES && operation == Operation.DISCLOSURE) {
      operation = Operation.COLLECTION;
    }
    boolean collects = operation == Operation.COLLECTION;
    boolean few = agency < FEW && random.nextInt(4) == 0;
    int parties = few ? FEW : PARTIES;
    int recipients =
        switch (operation) {
          case COLLECTION, DISCLOSURE ->
              random.nextInt(10) < 5 ? some(random, parties) : (1 << parties) - 1 & ~(1 << agency);
          default -> 1 << agency;
        };
    @Nullable String agreement = few ? "pjmg" : random.nextInt(30) == 0 ? null : "triangular";
    int article = random.nextInt(10);
    return new Made(
        UuidCreator.getTimeOrderedEpoch(),
        at,
        operation,
        operation == Operation.CONSULTATION && random.nextInt(5) == 0,
        agency,
        1 << (collects ? agency : random.nextInt(parties)),
        recipients,
        agreement,
        article < 7 ? 1 : article < 9 ? 2 : 4);
  }

  private static int some(Random random, int parties) {
    int first = random.nextInt(parties);
    int second = random.nextInt(parties);
    return 1 << first | 1 << second;
  }

  private static Operation operation(int percent) {
    if (percent < 55) {
      return Operation.COLLECTION;
    }
    if (percent < 85) {
      return Operation.CONSULTATION;
    }
    return percent < 95 ? Operation.DISCLOSURE : Operation.ALTERATION;
  }
}
