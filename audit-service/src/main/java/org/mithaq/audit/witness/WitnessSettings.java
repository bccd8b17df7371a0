package org.mithaq.audit.witness;

import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mithaq.audit.record.Names;

/**
 * The witnesses and the policies, checked: the service does not start with ones that make no sense.
 *
 * @param known the witnesses by their ids
 * @param policies the quorum of each agreement that has one of its own, and the default
 * @param patience how long the log waits for them
 * @param retry how long after a failure one is asked again
 */
public record WitnessSettings(
    Map<String, Known> known, Map<String, Quorum> policies, Duration patience, Duration retry) {

  /** The policy of what has no policy of its own. */
  public static final String DEFAULT = "default";

  /**
   * A witness.
   *
   * @param url where it is asked
   * @param key its pinned key
   */
  public record Known(URI url, WitnessKey key) {

    /** Checks that the URL can be asked. */
    public Known {
      Objects.requireNonNull(key);
      if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
        throw new IllegalArgumentException("a witness has an http or https URL");
      }
    }
  }

  /** Checks every value; the message names the setting. */
  public WitnessSettings {
    known = Map.copyOf(known);
    policies = Map.copyOf(policies);
    if (!known.keySet().stream().allMatch(Names::valid)
        || !policies.keySet().stream().allMatch(Names::valid)) {
      throw new IllegalArgumentException(
          "mithaq.witness: ids of witnesses and agreements are lower-case words and hyphens");
    }
    Set<String> names = new HashSet<>();
    Set<PublicKey> keys = new HashSet<>();
    known
        .values()
        .forEach(
            one -> {
              names.add(one.key().name());
              keys.add(one.key().key());
            });
    // Under two names it would count twice towards a quorum.
    if (names.size() != known.size() || keys.size() != known.size()) {
      throw new IllegalArgumentException(
          "mithaq.witness.known: two witnesses share a name or a key");
    }
    if (!known.isEmpty() && !policies.containsKey(DEFAULT)) {
      throw new IllegalArgumentException("mithaq.witness.policy.default is missing");
    }
    for (Map.Entry<String, Quorum> policy : policies.entrySet()) {
      if (policy.getValue().needed() < 1 || !known.keySet().containsAll(policy.getValue().of())) {
        throw new IllegalArgumentException(
            "mithaq.witness.policy."
                + policy.getKey()
                + " must need at least one of witnesses that are known");
      }
    }
    if (patience.isNegative() || patience.compareTo(Duration.ofSeconds(30)) > 0) {
      throw new IllegalArgumentException("mithaq.witness.patience must be at most 30 s");
    }
    if (retry.compareTo(Duration.ofMillis(10)) < 0 || retry.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("mithaq.witness.retry must be from 10 ms to 10 min");
    }
  }

  /** No witnesses: whoever wants none need set nothing. */
  public static WitnessSettings none() {
    return new WitnessSettings(Map.of(), Map.of(), Duration.ZERO, Duration.ofSeconds(1));
  }

  /** The witnesses in the order of their ids. */
  public Map<String, Known> ordered() {
    return new TreeMap<>(known);
  }

  /** Whose cosignatures a receipt of a record under this agreement needs. */
  public Quorum quorum(Optional<String> agreement) {
    return agreement
        .map(policies::get)
        .orElseGet(() -> policies.getOrDefault(DEFAULT, Quorum.NONE));
  }
}
