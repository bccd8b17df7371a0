package org.mithaq.alert.network;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.StreamsConfig;
import org.mithaq.alert.matching.Backlog;
import org.mithaq.alert.matching.MatchingConfig;

/** How Kafka Streams processes: exactly once, what is not committed visible to nobody. */
public final class ProcessingConfig {

  private static final int SESSION_MILLIS = 6_000;
  private static final int HEARTBEAT_MILLIS = 2_000;
  private static final int TRANSACTION_MILLIS = 15_000;

  /**
   * A broker that writes through to the disk does so once a batch: with the client's own 16 KB that
   * is once in four signals, with this once a partition and transaction.
   */
  private static final int BATCH_BYTES = 256 * 1024;

  /**
   * A broad network's notice may exceed the client's own limit of a megabyte. As the brokers have
   * it: {@code message.max.bytes}.
   */
  private static final int MAX_RECORD = 8 << 20;

  private ProcessingConfig() {}

  /**
   * The settings of the correlation, in Kafka's own words.
   *
   * @param brokers where Kafka listens
   */
  public static Properties settings(MatchingConfig matching, String brokers) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, matching.applicationId());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, matching.stateDirectory().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, matching.threads());
    settings.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, (int) matching.commitInterval().toMillis());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreConfig.class);
    settings.put(StoreConfig.MEMORY, matching.storeMemory());
    // Without these two a clean restart waits for the old member's session to run out.
    settings.put("internal.leave.group.on.close", true);
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        HEARTBEAT_MILLIS);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        TRANSACTION_MILLIS);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_RECORD);
    return settings;
  }

  /**
   * The clients of the correlation.
   *
   * @param backlog hears of what is sent and not committed
   */
  static KafkaClientSupplier clients(Backlog backlog) {
    return new KafkaClientSupplier() {
      @Override
      public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
      }

      @Override
      public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return new TransactionProducer(settings, backlog);
      }

      @Override
      public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(
            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      }

      @Override
      public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return getConsumer(settings);
      }

      @Override
      public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return getConsumer(settings);
      }
    };
  }
}
