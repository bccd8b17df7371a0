package org.mithaq.alert.agreement;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The register as heard so far. Safe for use by many threads. Fails closed: what was not heard is
 * not permitted.
 */
public final class Register {

  private final Clock clock;
  private final Duration maxSilence;
  private final Map<String, Partner> partners = new ConcurrentHashMap<>();
  private final Map<String, Agreement> agreements = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> lastBeat = new AtomicReference<>(Instant.MIN);
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param clock tells how old a heartbeat is
   * @param maxSilence how old the newest heartbeat may be
   */
  public Register(Clock clock, Duration maxSilence) {
    this.clock = requireNonNull(clock, "clock");
    this.maxSilence = requireNonNull(maxSilence, "maxSilence");
  }

  /** Hears of a partner. */
  public void hear(Partner partner) {
    if (!partner.equals(partners.put(partner.agency(), partner))) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Hears of an agreement. */
  public void hear(Agreement agreement) {
    if (!agreement.equals(agreements.put(agreement.id(), agreement))) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Hears a heartbeat; one from the future counts as from now. */
  public void hearBeat(Instant at) {
    Instant now = clock.instant();
    Instant heard = at.isAfter(now) ? now : at;
    lastBeat.accumulateAndGet(heard, (a, b) -> a.isAfter(b) ? a : b);
  }

  /** An agreement or partner was struck from the register. */
  public void forget(String kind, String id) {
    switch (kind) {
      case "agreement" -> agreements.remove(id);
      case "partner" -> partners.remove(id);
      default -> {
        return;
      }
    }
    listeners.forEach(Runnable::run);
  }

  /**
   * What is said of an agreement or partner cannot be read, and may be that it is suspended or has
   * left: nothing is permitted by it until it is heard of anew. Where a partner publishes stays
   * known.
   */
  void doubt(String kind, String id) {
    switch (kind) {
      case "agreement" -> agreements.remove(id);
      case "partner" ->
          partners.computeIfPresent(
              id, (agency, known) -> new Partner(agency, known.exchange(), known.href(), false));
      default -> {
        return;
      }
    }
    listeners.forEach(Runnable::run);
  }

  /** Runs after each change of an agreement or partner, on the thread that hears it. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** The partner, if it was ever heard of. */
  public Optional<Partner> partner(String agency) {
    return Optional.ofNullable(partners.get(agency));
  }

  /** Whether the agency is a partner today. */
  public boolean isActive(String agency) {
    return partner(agency).map(Partner::active).orElse(false);
  }

  /** Whether a heartbeat is recent enough. */
  public boolean isHeard() {
    return lastBeat.get().isAfter(clock.instant().minus(maxSilence));
  }

  /**
   * Whether the agency may, now, be told of something under these articles of the agreement; what
   * names no article is nobody's.
   */
  public Standing standing(String agency, String agreement, Collection<String> articles) {
    if (!isHeard()) {
      return new Standing.Refused(Standing.Reason.REGISTER_SILENT);
    }
    if (!isActive(agency)) {
      return new Standing.Refused(Standing.Reason.NOT_A_PARTNER);
    }
    Agreement known = agreements.get(agreement);
    if (known == null) {
      return new Standing.Refused(Standing.Reason.UNKNOWN_AGREEMENT);
    }
    return switch (known.state()) {
      case SUSPENDED -> new Standing.Refused(Standing.Reason.SUSPENDED);
      case NOT_IN_FORCE -> new Standing.Refused(Standing.Reason.NOT_IN_FORCE);
      case IN_FORCE ->
          !articles.isEmpty()
                  && articles.stream().allMatch(article -> known.isParty(agency, article))
              ? new Standing.Permitted(known.version())
              : new Standing.Refused(Standing.Reason.NOT_A_PARTY);
    };
  }
}
