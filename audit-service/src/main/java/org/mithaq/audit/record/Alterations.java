package org.mithaq.audit.record;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The records that are known to have been altered in the database, for health and metrics. Known is
 * what a reading came upon, or the inspection of each night.
 */
public final class Alterations {

  /** So many are named at most; how many more there are is then not known. */
  public static final int MOST = 1000;

  private static final Logger LOG = Logger.getLogger(Alterations.class);

  private final Map<UUID, String> known = new ConcurrentHashMap<>();

  /** Notes an altered record; of one that was not known, the operator is told. */
  public void note(AlteredException altered) {
    if (known.size() < MOST && known.put(altered.record(), altered.part()) == null) {
      LOG.errorf("Alarm: %s.", altered.getMessage());
    }
  }

  /** This record is what it was, or is again. */
  public void intact(UUID record) {
    known.remove(record);
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
              throw new AlteredException(one.getKey(), one.getValue());
            });
  }

  /** Which records, and which part of each. */
  public Map<UUID, String> known() {
    return new TreeMap<>(known);
  }

  /** How many. */
  public int count() {
    return known.size();
  }
}
