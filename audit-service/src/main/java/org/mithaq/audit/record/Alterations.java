package org.mithaq.audit.record;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The records that are known to have been altered in the database, for health and metrics. Known is
 * what a reading came upon, or the inspection of each night.
 */
public final class Alterations {

  /** So many are named at most; how many more there are is then not known. */
  public static final int MOST = 1000;

  private static final Logger LOG = Logger.getLogger(Alterations.class);

  private record Noted(String part, long at) {}

  private final Map<UUID, Noted> known = new ConcurrentHashMap<>();
  private final AtomicLong notes = new AtomicLong();

  /** Notes an altered record; of one that was not known, the operator is told. */
  public void note(AlteredException altered) {
    Noted noted = new Noted(altered.part(), notes.incrementAndGet());
    if (known.size() >= MOST && !known.containsKey(altered.record())) {
      return;
    }
    Noted newest =
        known.merge(
            altered.record(),
            noted,
            (before, now) -> new Noted(now.part(), Math.max(before.at(), now.at())));
    if (newest == noted) {
      LOG.errorf("Alarm: %s.", altered.getMessage());
    }
  }

  /** How much has been noted up to now. */
  public long notes() {
    return notes.get();
  }

  /**
   * This record is what it was, or is again.
   *
   * @param notes how much had been noted before it was read; what was noted since stands
   */
  public void intact(UUID record, long notes) {
    known.computeIfPresent(record, (id, noted) -> noted.at() > notes ? noted : null);
  }

  /**
   * Passes where no record is known to have been altered, for what counts records without opening
   * them.
   *
   * @throws AlteredException for one of them
   */
  public void none() {
    known.entrySet().stream()
        .findFirst()
        .ifPresent(
            one -> {
              throw new AlteredException(one.getKey(), one.getValue().part());
            });
  }

  /** Which records, and which part of each. */
  public Map<UUID, String> known() {
    return known.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, one -> one.getValue().part(), (one, same) -> one, TreeMap::new));
  }

  /** How many. */
  public int count() {
    return known.size();
  }
}
