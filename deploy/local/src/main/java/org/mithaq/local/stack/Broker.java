package org.mithaq.local.stack;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker that is its own controller (KRaft), in this process. */
public final class Broker implements AutoCloseable {

  private static final int NODE = 1;

  private final KafkaRaftServer server;

  private Broker(KafkaRaftServer server) {
    this.server = server;
  }

  /**
   * Starts a broker; its directory is formatted at the first start and kept for ever after.
   *
   * @param directory where its log lies
   * @param port the port for clients, on the loopback interface
   * @param controllerPort the port of its controller, on the loopback interface
   * @throws StackException when it does not start; the directory is unharmed
   */
  public static Broker start(Path directory, int port, int controllerPort, Durability durability) {
    try {
      Files.createDirectories(directory);
      if (!Files.exists(directory.resolve("meta.properties"))) {
        format(directory);
      }
      KafkaRaftServer server =
          new KafkaRaftServer(
              new KafkaConfig(config(directory, port, controllerPort, durability), false),
              Time.SYSTEM);
      server.startup();
      return new Broker(server);
    } catch (Exception e) {
      throw new StackException("The Kafka broker cannot start on " + directory + ".", e);
    }
  }

  private static void format(Path directory) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(directory.toString()))
        .setMetadataLogDirectory(directory.toString())
        .setIgnoreFormatted(true)
        .run();
  }

  static Map<String, String> config(
      Path directory, int port, int controllerPort, Durability durability) {
    Map<String, String> config = new HashMap<>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", String.valueOf(NODE));
    config.put("log.dirs", directory.toString());
    String host = Ports.HOST;
    config.put(
        "listeners",
        "BROKER://" + host + ":" + port + ",CONTROLLER://" + host + ":" + controllerPort);
    config.put("advertised.listeners", "BROKER://" + host + ":" + port);
    config.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("inter.broker.listener.name", "BROKER");
    config.put("controller.listener.names", "CONTROLLER");
    config.put("controller.quorum.voters", NODE + "@" + host + ":" + controllerPort);

    // One broker: whatever Kafka keeps for itself has one copy too.
    config.put("default.replication.factor", "1");
    config.put("min.insync.replicas", "1");
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    // Three services need no more, and each partition costs at start-up.
    config.put("offsets.topic.num.partitions", "3");
    config.put("transaction.state.log.num.partitions", "3");
    config.put("share.coordinator.state.topic.num.partitions", "1");

    // A topic that was forgotten must be an error, not a topic with the wrong retention.
    config.put("auto.create.topics.enable", "false");
    // A broad network's notice or view may exceed the default of a megabyte.
    config.put("message.max.bytes", "8388608");
    config.put("replica.fetch.max.bytes", "8388608");

    // A broker alone has nobody to hand over to: it is fenced and reopens quickly.
    config.put("controlled.shutdown.enable", "true");
    // One that never comes back need not be missed soon, and a busy machine may halt it a while.
    config.put("broker.session.timeout.ms", durability == Durability.DURABLE ? "3000" : "30000");
    config.put("broker.heartbeat.interval.ms", "500");
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "4");
    config.put("num.recovery.threads.per.data.dir", "2");
    config.put("log.cleaner.dedupe.buffer.size", "33554432");
    config.put("log.segment.bytes", "134217728");
    config.put("delete.topic.enable", "true");

    if (durability == Durability.DURABLE) {
      // There is no other replica that could still have what a power cut took from the page cache.
      config.put("log.flush.interval.messages", "1");
    }
    return config;
  }

  /** Waits until the broker was told to stop. */
  public void awaitShutdown() {
    server.awaitShutdown();
  }

  /** Stops it in an orderly way: the next start need not recover. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
