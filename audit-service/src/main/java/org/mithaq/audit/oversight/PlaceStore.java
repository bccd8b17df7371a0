package org.mithaq.audit.oversight;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mithaq.audit.log.EntryBundle;
import org.mithaq.audit.log.LogRow;
import org.mithaq.audit.log.PublishedLog;
import org.mithaq.audit.log.SequencerStore;
import org.mithaq.audit.log.TilePath;
import org.mithaq.audit.record.RecordStore;

/**
 * The places of records against the log as it is published: a record that is there no more, or
 * elsewhere, is come upon by nobody who reads those that are.
 */
@ApplicationScoped
public class PlaceStore {

  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

  private final RecordStore records;
  private final SequencerStore logs;
  private final PublishedLog log;

  /** Compares these records with this log. */
  public PlaceStore(RecordStore records, SequencerStore logs, PublishedLog log) {
    this.records = records;
    this.logs = logs;
    this.log = log;
  }

  /** How many entries of each year's log are published. */
  public SortedMap<Integer, Long> published() throws SQLException, IOException {
    SortedMap<Integer, Long> sizes = new TreeMap<>();
    for (LogRow row : logs.logs()) {
      Optional<PublishedLog.Signed> signed = log.checkpoint(row.year());
      if (signed.isPresent()) {
        sizes.put(row.year(), signed.get().checkpoint().size());
      }
    }
    return sizes;
  }

  /**
   * The records of a published bundle that are not at their places.
   *
   * @param n which bundle
   * @param size how many entries of the log are published
   */
  @Transactional(rollbackOn = Exception.class)
  public List<UUID> astray(int year, long n, long size) throws SQLException, IOException {
    long first = n * TilePath.WIDTH;
    int width = (int) Math.min(TilePath.WIDTH, size - first);
    byte[] bundle =
        log.file(year, TilePath.entries(n, width).substring("tile/".length()))
            .orElseThrow(() -> new IOException("a published bundle is missing"));
    return astray(EntryBundle.entries(bundle), first, records.placed(year, first, first + width));
  }

  /**
   * Whose entry is not where it was published.
   *
   * @param published the entries that were, from one position on
   * @param stored those that are there, by position
   */
  static List<UUID> astray(List<byte[]> published, long first, Map<Long, byte[]> stored) {
    List<UUID> astray = new ArrayList<>();
    for (int i = 0; i < published.size(); i++) {
      byte[] entry = published.get(i);
      if (!Arrays.equals(entry, stored.get(first + i))) {
        astray.add(id(entry));
      }
    }
    return astray;
  }

  private static UUID id(byte[] entry) {
    Matcher id = ID.matcher(new String(entry, StandardCharsets.US_ASCII));
    if (!id.find()) {
      throw new IllegalStateException("a published entry names no record");
    }
    return UUID.fromString(id.group(1));
  }
}
