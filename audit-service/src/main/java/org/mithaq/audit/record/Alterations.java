package org.mithaq.audit.record;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The records that are known to have been altered in the database, for health and metrics. Known is
 * what a reading came upon, or the inspection of each night.
 */
public final class Alterations {

  /** So many are named at most; how many more there are is then not known. */
  public static final int MOST = 1000;

  private final Map<UUID, String> known = new ConcurrentHashMap<>();

  /**
   * Notes an altered record.
   *
   * @return whether it was not known
   */
  public boolean note(AlteredException altered) {
    return known.size() < MOST && known.put(altered.record(), altered.part()) == null;
  }

  /** This record is what it was, or is again. */
  public void intact(UUID record) {
    known.remove(record);
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
