package org.mithaq.local.stack;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mithaq.local.cluster.DataDirectory;
import org.mithaq.local.cluster.Installation;
import org.mithaq.local.cluster.Service;
import org.mithaq.local.cluster.ServiceSettings;

/**
 * Gives a service under test a real broker and a real PostgreSQL, with empty topics and databases
 * and keys of its own.
 *
 * <p>Arguments: {@code service} ({@code exchange}, {@code alert}, {@code audit}); {@code
 * signal-partitions}, {@code notice-partitions} (2). The data directory with the keys is in the
 * configuration as {@code mithaq.test.data-directory}.
 */
public final class StackTestResource implements QuarkusTestResourceLifecycleManager {

  /** Where the data directory of the running test is found, by {@link TestTokens} too. */
  static final String DATA_DIRECTORY = "mithaq.test.data-directory";

  private Service service = Service.EXCHANGE;
  private int signalPartitions = 2;
  private int noticePartitions = 2;

  @Override
  public void init(Map<String, String> arguments) {
    service =
        Service.valueOf(arguments.getOrDefault("service", "exchange").toUpperCase(Locale.ROOT));
    signalPartitions = Integer.parseInt(arguments.getOrDefault("signal-partitions", "2"));
    noticePartitions = Integer.parseInt(arguments.getOrDefault("notice-partitions", "2"));
  }

  @Override
  public Map<String, String> start() {
    TestStack stack = TestStack.get();
    DataDirectory data = newDataDirectory(stack.directory());
    Map<String, String> passwords = new HashMap<>();
    for (String database : Service.databases()) {
      passwords.put(database, data.keys().readPassword(database));
    }
    List<Topic> topics = Topic.all(ServiceSettings.EXCHANGE_ID, signalPartitions, noticePartitions);
    stack.reset(topics, passwords);

    Map<String, String> settings =
        new TreeMap<>(
            new ServiceSettings(
                    data, stack.brokerPort(), stack.postgresPort(), Service.EXCHANGE.defaultPort())
                .of(service));
    settings.put("quarkus.http.test-port", "0");
    settings.put(DATA_DIRECTORY, data.root().toString());
    System.setProperty(DATA_DIRECTORY, data.root().toString());
    return settings;
  }

  private static DataDirectory newDataDirectory(Path parent) {
    try {
      Path directory = Files.createTempDirectory(parent, "data-");
      DataDirectory data = new DataDirectory(directory);
      data.prepare(Installation.find().config());
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // The stack lives as long as the JVM; the next start empties it.
  }
}
