package org.mithaq.local.stack;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A topic of the house: it has one writer, and keeps what it is told for as long as it is told.
 *
 * @param name the topic's name
 * @param partitions how many partitions it is created with; never changed later, since keys would
 *     move
 * @param config its retention, in Kafka's own words
 */
public record Topic(String name, int partitions, Map<String, String> config) {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Copies the configuration. */
  public Topic {
    config = Map.copyOf(config);
  }

  /**
   * The topics of a cluster with one exchange.
   *
   * @param exchange the exchange's id
   * @param signalPartitions partitions of the exchange's signals
   * @param noticePartitions partitions of the notices, over which the agencies are spread
   */
  public static List<Topic> all(String exchange, int signalPartitions, int noticePartitions) {
    return List.of(
        new Topic("mithaq.agreements", 1, compacted()),
        new Topic("mithaq.signals." + exchange, signalPartitions, compacted()),
        new Topic("mithaq.notices", noticePartitions, compacted()),
        new Topic("mithaq.disclosures.exchange-" + exchange, 1, kept(Duration.ofDays(30))),
        new Topic("mithaq.disclosures.alert", 1, kept(Duration.ofDays(30))),
        new Topic("mithaq.logged", 1, compacted()),
        new Topic("mithaq.dead-letters.alert", 1, kept(Duration.ofDays(7))));
  }

  /** The newest record of each key; what was replaced or erased leaves the disk within a day. */
  private static Map<String, String> compacted() {
    return Map.of(
        "cleanup.policy", "compact",
        "segment.ms", millis(DAY),
        "max.compaction.lag.ms", millis(DAY),
        // A consumer that was away for a week still learns what was erased.
        "delete.retention.ms", millis(Duration.ofDays(7)));
  }

  private static Map<String, String> kept(Duration retention) {
    return Map.of(
        "cleanup.policy",
        "delete",
        "segment.ms",
        millis(DAY),
        "retention.ms",
        millis(retention),
        "retention.bytes",
        "-1");
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }

  /**
   * Creates the topics that are missing and gives all of them their configuration. Which are there
   * is learnt by making them: what a broker lists may be what was there a moment ago.
   *
   * @throws StackException when the broker refuses or does not answer within a minute
   */
  public static void ensure(Admin admin, Collection<Topic> topics) {
    try {
      Map<String, KafkaFuture<Void>> made =
          admin
              .createTopics(
                  topics.stream()
                      .map(
                          t ->
                              new NewTopic(t.name(), t.partitions(), (short) 1).configs(t.config()))
                      .toList())
              .values();
      Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
      for (Topic topic : topics) {
        KafkaFuture<Void> answer = made.get(topic.name());
        if (answer != null && !isNew(answer)) {
          changes.put(
              new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
              topic.config().entrySet().stream()
                  .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
                  .map(e -> new AlterConfigOp(e, AlterConfigOp.OpType.SET))
                  .toList());
        }
      }
      if (!changes.isEmpty()) {
        admin.incrementalAlterConfigs(changes).all().get(seconds(), TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      throw new StackException("The broker refuses to make the topics.", e);
    } catch (TimeoutException e) {
      throw new StackException("The broker did not make the topics in a minute.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("The making of the topics was interrupted.", e);
    }
  }

  /** Whether a topic was made; false when it was there. */
  private static boolean isNew(KafkaFuture<Void> made)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      made.get(seconds(), TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Deletes every topic and consumer group that a service made or used; for tests that want to
   * begin anew.
   *
   * @throws StackException when the broker refuses or does not answer within a minute
   */
  public static void deleteAll(Admin admin) {
    try {
      List<String> groups =
          admin.listGroups().all().get(seconds(), TimeUnit.SECONDS).stream()
              .map(GroupListing::groupId)
              .toList();
      for (String group : groups) {
        forget(admin, group);
      }
      Set<String> names =
          new HashSet<>(admin.listTopics().names().get(seconds(), TimeUnit.SECONDS));
      for (KafkaFuture<Void> gone : admin.deleteTopics(names).topicNameValues().values()) {
        await(gone);
      }
    } catch (ExecutionException e) {
      throw new StackException("The broker refuses to delete the topics.", e);
    } catch (TimeoutException e) {
      throw new StackException("The broker did not delete the topics in a minute.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("The deletion of the topics was interrupted.", e);
    }
  }

  private static void await(KafkaFuture<Void> gone)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      gone.get(seconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // It was gone before, and the broker that listed it has not heard so.
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
    }
  }

  private static void forget(Admin admin, String group)
      throws InterruptedException, TimeoutException {
    try {
      admin.deleteConsumerGroups(List.of(group)).all().get(seconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // A member that was killed is still counted until its session ends: then its offsets are
      // beyond the end of the new topics, and the group begins anew by its reset policy.
      return;
    }
  }

  private static long seconds() {
    return PATIENCE.toSeconds();
  }
}
