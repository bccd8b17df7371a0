package org.mithaq.bench.audit;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.mithaq.audit.log.Merkle;
import org.mithaq.audit.record.RecordIntake;
import org.mithaq.audit.record.RecordMapper;
import org.mithaq.audit.record.RecordSeal;

/** What one core does of the log's arithmetic alone. */
final class HashPeer {

  private static final int ENTRY_BYTES = 300;
  private static final int TIMES = 5;

  private HashPeer() {}

  /** Entries a second of which leaf and node are hashed, and nothing else: SHA-256 alone. */
  static Spread bare(int entries) {
    byte[] entry = new byte[ENTRY_BYTES];
    MessageDigest digest = Merkle.sha256();
    double[] rates = new double[TIMES];
    byte[] node = new byte[Merkle.BYTES];
    for (int time = -1; time < TIMES; time++) {
      long begin = System.nanoTime();
      for (int i = 0; i < entries; i++) {
        digest.update((byte) 0);
        byte[] leaf = digest.digest(entry);
        digest.update((byte) 1);
        digest.update(node);
        node = digest.digest(leaf);
      }
      record(rates, time, entries, begin);
    }
    return new Spread(rates);
  }

  /** Records a second that are read, committed to field by field and sealed. */
  static Spread prepared(int records) {
    Load load = new Load(1, 0);
    List<ProducerRecord<String, byte[]>> messages = load.next(records);
    RecordIntake intake =
        new RecordIntake(new RecordMapper(), new RecordSeal(new byte[RecordSeal.KEY_BYTES]));
    double[] rates = new double[TIMES];
    List<byte[]> roots = new ArrayList<>();
    for (int time = -1; time < TIMES; time++) {
      roots.clear();
      long begin = System.nanoTime();
      for (ProducerRecord<String, byte[]> message : messages) {
        String emitter = message.topic().substring("mithaq.disclosures.".length());
        roots.add(intake.prepare(emitter, 1, message.key(), message.value()).root());
      }
      record(rates, time, records, begin);
    }
    return new Spread(rates);
  }

  /** The first time, below 0, warms up. */
  private static void record(double[] rates, int time, int count, long begin) {
    if (time >= 0) {
      rates[time] = count / ((System.nanoTime() - begin) / 1e9);
    }
  }
}
