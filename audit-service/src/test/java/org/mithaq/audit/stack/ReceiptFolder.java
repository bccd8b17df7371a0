package org.mithaq.audit.stack;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.mithaq.audit.log.Proofs;
import org.mithaq.audit.log.PublishedLog;
import org.mithaq.audit.record.CanonicalText;
import org.mithaq.audit.record.RecordIntake;
import org.mithaq.audit.record.SealedContent;

/**
 * Writes the receipts of all records of a log for the verifier, from the database: to ask for each
 * would add to the log.
 */
@Singleton
public class ReceiptFolder {

  /** A log as it was published at one moment, so that paths and checkpoint belong together. */
  private record Moment(PublishedLog.Signed signed, Proofs proofs) {}

  private final DataSource database;
  private final RecordIntake intake;
  private final PublishedLog log;

  /** Of the records in this database. */
  public ReceiptFolder(DataSource database, RecordIntake intake, PublishedLog log) {
    this.database = database;
    this.intake = intake;
    this.log = log;
  }

  /**
   * A folder with the receipt of every record of a year's log that has content, and for every other
   * that was erased by an erasure that of its entry.
   */
  public Path of(int year) throws SQLException, IOException {
    Path folder = Files.createTempDirectory("records");
    Map<Integer, Moment> moments = new HashMap<>();
    Map<UUID, UUID> erased = new LinkedHashMap<>();
    long size = moment(year, moments).signed().checkpoint().size();
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement select =
          connection.prepareStatement(
              "select r.*, (select decided_by from erasure_record n join erasure e"
                  + " on e.id = n.erasure where n.record = r.id and e.state = 'carried-out') proof"
                  + " from record r where year = ? and position < ?")) {
        select.setInt(1, year);
        select.setLong(2, size);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            UUID id = row.getObject("id", UUID.class);
            if (row.getBytes("content") != null) {
              Files.writeString(folder.resolve(id + ".json"), receipt(row, moments));
            } else {
              erased.put(id, row.getObject("proof", UUID.class));
            }
          }
        }
      }
      Map<UUID, String> entries = new HashMap<>();
      for (Map.Entry<UUID, UUID> one : erased.entrySet()) {
        if (one.getValue() == null) {
          continue;
        }
        if (!entries.containsKey(one.getValue())) {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select * from record where id = ? and position is not null")) {
            select.setObject(1, one.getValue());
            try (ResultSet row = select.executeQuery()) {
              if (!row.next()) {
                continue;
              }
              entries.put(one.getValue(), receipt(row, moments));
            }
          }
        }
        Files.writeString(folder.resolve(one.getKey() + ".erasure"), entries.get(one.getValue()));
      }
    }
    return folder;
  }

  private Moment moment(int year, Map<Integer, Moment> moments) throws IOException {
    Moment moment = moments.get(year);
    if (moment == null) {
      PublishedLog.Signed signed = log.checkpoint(year).orElseThrow();
      moment = new Moment(signed, log.proofs(year, signed.checkpoint()));
      moments.put(year, moment);
    }
    return moment;
  }

  private String receipt(ResultSet row, Map<Integer, Moment> moments)
      throws SQLException, IOException {
    Moment moment = moment(row.getInt("year"), moments);
    long position = row.getLong("position");
    List<byte[]> path = moment.proofs().inclusion(position);
    String proof =
        "c2sp.org/tlog-proof@v1\nindex "
            + position
            + "\n"
            + path.stream().map(hash -> base64(hash) + "\n").collect(Collectors.joining())
            + "\n"
            + moment.signed().note();
    String fields =
        intake
            .open(
                row.getObject("id", UUID.class),
                row.getString("emitter"),
                new SealedContent(row.getBytes("wrapped_key"), row.getBytes("content")))
            .commitments()
            .all()
            .stream()
            .map(
                c ->
                    "{\"name\":%s,\"salt\":\"%s\",\"value\":%s}"
                        .formatted(
                            CanonicalText.quoted(c.field().name()),
                            base64(c.salt()),
                            c.field().value()))
            .collect(Collectors.joining(","));
    return "{\"proof\":%s,\"entry\":%s,\"fields\":[%s]}"
        .formatted(
            CanonicalText.quoted(proof),
            CanonicalText.quoted(new String(row.getBytes("entry"), StandardCharsets.US_ASCII)),
            fields);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
