package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.alert.matching.Backlog;
import org.mithaq.local.stack.Broker;
import org.mithaq.local.stack.Durability;
import org.mithaq.local.stack.Ports;

class TransactionProducerIT {

  private static final String TOPIC = "told";

  @TempDir private static Path folder;
  private static Broker broker;
  private static Admin admin;
  private static String address;

  private final Backlog backlog = new Backlog();
  private Producer<byte[], byte[]> producer;

  @BeforeAll
  static void startBroker() throws Exception {
    int[] ports = Ports.free(2);
    broker = Broker.start(folder.resolve("kafka"), ports[0], ports[1], Durability.FAST);
    address = Ports.HOST + ":" + ports[0];
    admin = Admin.create(Map.of("bootstrap.servers", address));
    admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(1, TimeUnit.MINUTES);
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void begin() {
    producer = another("one");
    producer.beginTransaction();
  }

  @AfterEach
  void close() {
    producer.close();
  }

  private Producer<byte[], byte[]> another(String name) {
    Producer<byte[], byte[]> made =
        ProcessingConfig.clients(backlog)
            .getProducer(
                Map.of("bootstrap.servers", address, "client.id", name, "transactional.id", name));
    made.initTransactions();
    return made;
  }

  private static void send(Producer<byte[], byte[]> producer) {
    producer.send(new ProducerRecord<>(TOPIC, new byte[] {1}));
  }

  private static long end() throws Exception {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get(1, TimeUnit.MINUTES)
        .offset();
  }

  @Test
  void whatIsSentIsUnderWayUntilItIsCommittedAndThenStandsInTheTopic() throws Exception {
    long before = end();
    assertThat(backlog.total()).as("a transaction without a record says nothing").isZero();
    send(producer);
    assertThat(backlog.total()).isOne();
    producer.flush();
    assertThat(backlog.total()).as("sent, but nobody may read it").isOne();
    producer.commitTransaction();
    assertThat(backlog.total()).isZero();
    assertThat(end()).isGreaterThan(before);
  }

  @Test
  void whatACommitHasToSendFirstIsUnderWayMeanwhile() {
    AtomicInteger whenAcknowledged = new AtomicInteger();
    producer.send(
        new ProducerRecord<>(TOPIC, new byte[] {1}),
        (metadata, failure) -> whenAcknowledged.set(backlog.total()));
    producer.commitTransaction();
    assertThat(whenAcknowledged).hasValue(1);
    assertThat(backlog.total()).isZero();
  }

  @Test
  void whatIsGivenUpIsNoLongerUnderWay() {
    send(producer);
    producer.abortTransaction();
    assertThat(backlog.total()).isZero();
  }

  @Test
  void whoIsClosedInTheMidstHasNothingUnderWay() {
    send(producer);
    producer.close();
    assertThat(backlog.total()).isZero();
  }

  @Test
  void eachProducerHasItsOwnTransaction() {
    try (Producer<byte[], byte[]> other = another("other")) {
      other.beginTransaction();
      send(producer);
      send(other);
      assertThat(backlog.total()).isEqualTo(2);
      producer.commitTransaction();
      assertThat(backlog.total()).isOne();
      other.commitTransaction();
      assertThat(backlog.total()).isZero();
    }
  }
}
