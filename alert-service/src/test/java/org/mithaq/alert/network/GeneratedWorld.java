package org.mithaq.alert.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mithaq.alert.exchange.PlayedExchange;
import org.mithaq.alert.exchange.SignalEvent;

/** Random signals that share much, with few agencies: every rule is met often. */
final class GeneratedWorld {

  private static final List<String> TYPES = List.of("phone", "vehicle", "document", "person");
  private static final String[] ROLES = {null, null, null, "suspect", "victim", "witness"};

  private GeneratedWorld() {}

  /**
   * Events in an order in which they may come: first versions, new versions, withdrawals.
   *
   * @param size how many signals
   * @param hot how many of the values are shared by very many
   */
  static List<SignalEvent> events(long seed, int size, int hot) {
    Random random = new Random(seed);
    List<SignalEvent> events = new ArrayList<>();
    List<SignalEvent> signals = new ArrayList<>();
    for (int n = 0; n < size; n++) {
      SignalEvent signal = signal(random, n, size, hot);
      if (!signals.isEmpty() && random.nextInt(6) == 0) {
        signal = signal.repeating(signals.get(random.nextInt(signals.size())));
      }
      signals.add(signal);
      events.add(signal);
      if (random.nextInt(5) == 0) {
        SignalEvent again = signal(random, n, size, hot).version(2);
        again = again.under("triangular", "5");
        events.add(again);
        signals.set(n, again);
      }
      if (random.nextInt(5) == 0) {
        SignalEvent gone = signals.get(random.nextInt(signals.size()));
        events.add(gone.withdrawn());
      }
    }
    return events;
  }

  private static SignalEvent signal(Random random, int n, int size, int hot) {
    // The agency is the same in every version of a signal.
    String agency = PlayedExchange.AGENCIES.get(n % PlayedExchange.AGENCIES.size());
    List<String> audience = new ArrayList<>();
    for (String each : PlayedExchange.AGENCIES) {
      if (random.nextInt(4) != 0) {
        audience.add(each);
      }
    }
    SignalEvent signal = SignalEvent.signal(n, agency, audience.toArray(String[]::new));
    int bears = 1 + random.nextInt(3);
    for (int i = 0; i < bears; i++) {
      String type = TYPES.get(random.nextInt(TYPES.size()));
      boolean isHot = random.nextInt(5) == 0;
      String value = type + (isHot ? random.nextInt(hot) : hot + random.nextInt(size / 2));
      String role = ROLES[random.nextInt(ROLES.length)];
      signal =
          type.equals("person")
              ? signal.bearingPerson(role, "person-name=" + value, "person-day=" + value)
              : signal.bearing(type, role, value);
    }
    if (random.nextInt(12) == 0) {
      signal = signal.endangered();
    }
    String day = "%02d".formatted(1 + random.nextInt(28));
    return signal
        .observed("2026-0" + (1 + random.nextInt(9)) + "-" + day + "T10:00:00Z")
        .handled(
            random.nextBoolean() ? "AMBER" : "RED",
            random.nextBoolean() ? "open" : "on-request",
            random.nextBoolean() ? new String[] {"H1"} : new String[] {});
  }
}
