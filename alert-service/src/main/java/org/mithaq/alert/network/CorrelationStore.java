package org.mithaq.alert.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.mithaq.alert.matching.MatchingConfig;

/**
 * All that the correlation keeps in Kafka and on disk, as far as it can be made anew from the
 * topics of signals.
 *
 * <p>What was told (notices, who was shown what, warnings of surges) cannot: it says which versions
 * the agencies have, and stays. So notices keep their ids and versions, and only what comes out
 * otherwise is told.
 */
final class CorrelationStore {

  private static final Set<String> TOLD =
      Set.of(NetworkTopology.TOLD + "-changelog", "surges-changelog");
  private static final String MARK = "rebuilt";

  /** Is there from a rebuild until something was concluded after it. */
  private static final String UNCONCLUDED = "unconcluded";

  private static final long ANSWER_SECONDS = 5;

  private final Admin admin;
  private final MatchingConfig matching;

  CorrelationStore(Admin admin, MatchingConfig matching) {
    this.admin = admin;
    this.matching = matching;
  }

  /** Whether the rebuild of this name was begun here before. */
  boolean isRebuilt(String name) {
    try {
      return Files.readString(mark()).equals(name);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Forgets what is known and how far was read. Can be repeated when it fails.
   *
   * @throws ExecutionException also while an instance runs, or was killed a moment ago
   */
  void forget(String name)
      throws InterruptedException, ExecutionException, TimeoutException, IOException {
    deleteGroup();
    String prefix = matching.applicationId() + "-";
    List<String> known =
        admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS).stream()
            .filter(topic -> topic.startsWith(prefix))
            .filter(topic -> topic.endsWith("-changelog") || topic.endsWith("-repartition"))
            .filter(topic -> !TOLD.contains(topic.substring(prefix.length())))
            .toList();
    admin.deleteTopics(known).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    deleteDirectory(matching.stateDirectory().resolve(matching.applicationId()));
    Files.createDirectories(matching.stateDirectory());
    Files.writeString(unconcluded(), "");
    Files.writeString(mark(), name);
  }

  /** Whether nothing was concluded since what is known was forgotten here. */
  boolean isUnconcluded() {
    return Files.exists(unconcluded());
  }

  /** What comes of the rebuild may be told. */
  void conclude() throws IOException {
    Files.deleteIfExists(unconcluded());
  }

  private void deleteGroup() throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin
          .deleteConsumerGroups(List.of(matching.applicationId()))
          .all()
          .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
  }

  private static void deleteDirectory(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private Path unconcluded() {
    return matching.stateDirectory().resolve(UNCONCLUDED);
  }

  private Path mark() {
    return matching.stateDirectory().resolve(MARK);
  }
}
