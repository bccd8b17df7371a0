package org.mithaq.alert.network;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Backlog;

/**
 * Kafka's producer, which says that there is something under way from the first record of a
 * transaction until that is committed or given up: a broker whose disk is slow may take any time,
 * and shows nothing of it meanwhile. A transaction of offsets alone says nothing new.
 *
 * <p>Once it says no more, what was sent is in the logs of the topics and before their ends.
 */
final class TransactionProducer extends KafkaProducer<byte[], byte[]> {

  private final Backlog backlog;
  private final String part;

  /**
   * @param settings in Kafka's own words
   * @param backlog hears of open transactions
   */
  TransactionProducer(Map<String, Object> settings, Backlog backlog) {
    super(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.backlog = backlog;
    this.part = "transaction/" + settings.get(ProducerConfig.CLIENT_ID_CONFIG);
  }

  @Override
  public Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> message, @Nullable Callback callback) {
    backlog.pending(part, 1);
    return super.send(message, callback);
  }

  @Override
  public void commitTransaction() {
    super.commitTransaction();
    backlog.pending(part, 0);
  }

  /** A transaction whose commit timed out cannot be given up, and may be committed yet. */
  @Override
  public void abortTransaction() {
    try {
      super.abortTransaction();
    } catch (KafkaException e) {
      backlog.pending(part, 0);
      throw e;
    }
    backlog.pending(part, 0);
  }

  @Override
  public void close(Duration timeout) {
    try {
      super.close(timeout);
    } finally {
      backlog.pending(part, 0);
    }
  }
}
