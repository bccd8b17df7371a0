package org.mithaq.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsResult;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class StackIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void givesEachServiceItsDatabaseAndTheTopicsOfTheHouse() throws Exception {
    StackTestResource resource = new StackTestResource();
    resource.init(Map.of("service", "alert", "signal-partitions", "3"));

    Map<String, String> settings = resource.start();

    try (Connection connection =
        DriverManager.getConnection(settings.get("quarkus.datasource.jdbc.url"), login(settings))) {
      connection.createStatement().execute("CREATE TABLE mine (id int)");
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", settings.get("kafka.bootstrap.servers")))) {
      // The broker hears of a topic a moment after it is made.
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(admin.listTopics().names().get())
                      .containsExactlyInAnyOrder(
                          "mithaq.agreements",
                          "mithaq.signals.joint",
                          "mithaq.notices",
                          "mithaq.disclosures.exchange-joint",
                          "mithaq.disclosures.alert",
                          "mithaq.logged",
                          "mithaq.dead-letters.alert"));
      var signals = new ConfigResource(ConfigResource.Type.TOPIC, "mithaq.signals.joint");
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .untilAsserted(
              () -> {
                var config = admin.describeConfigs(List.of(signals)).all().get().get(signals);
                assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
                assertThat(config.get("max.compaction.lag.ms").value()).isEqualTo("86400000");
                assertThat(config.get("segment.ms").value()).isEqualTo("86400000");
                assertThat(
                        admin
                            .describeTopics(List.of("mithaq.signals.joint"))
                            .allTopicNames()
                            .get()
                            .get("mithaq.signals.joint")
                            .partitions())
                    .hasSize(3);
              });
    }
    assertThat(TestTokens.token("nl-kmar", "analyst").split("\\.")).hasSize(3);
  }

  @Test
  void opensNoDatabaseOfAnotherService() {
    StackTestResource resource = new StackTestResource();
    resource.init(Map.of("service", "alert"));
    Map<String, String> settings = resource.start();
    String others = settings.get("quarkus.datasource.jdbc.url").replace("/alert", "/exchange");

    assertThatThrownBy(() -> DriverManager.getConnection(others, login(settings)).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void asksForThePassword() {
    StackTestResource resource = new StackTestResource();
    Map<String, String> settings = resource.start();
    Properties wrong = login(settings);
    wrong.setProperty("password", "a-guess");

    assertThatThrownBy(
            () ->
                DriverManager.getConnection(settings.get("quarkus.datasource.jdbc.url"), wrong)
                    .close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void beginsAnewWithEachStart() throws Exception {
    StackTestResource resource = new StackTestResource();
    Map<String, String> settings = resource.start();
    try (Connection connection =
        DriverManager.getConnection(settings.get("quarkus.datasource.jdbc.url"), login(settings))) {
      connection.createStatement().execute("CREATE TABLE old (id int)");
    }

    Map<String, String> again = resource.start();

    try (Connection connection =
            DriverManager.getConnection(again.get("quarkus.datasource.jdbc.url"), login(again));
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  @Test
  void makesTopicsAnewOfWhichTheBrokerHasNotHeardThatTheyAreGone() throws Exception {
    StackTestResource resource = new StackTestResource();
    Map<String, String> settings = resource.start();
    List<Topic> topics = Topic.all("joint", 2, 2);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", settings.get("kafka.bootstrap.servers")))) {
      ListTopicsResult before =
          await()
              .atMost(PATIENCE)
              .until(admin::listTopics, listed -> namesIn(listed).size() == topics.size());
      Topic.deleteAll(admin);

      Topic.ensure(listing(admin, before), topics);

      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .untilAsserted(
              () ->
                  assertThat(
                          admin
                              .describeTopics(topics.stream().map(Topic::name).toList())
                              .allTopicNames()
                              .get())
                      .hasSameSizeAs(topics));
    }
  }

  @Test
  void givesTopicsThatAreThereTheirConfiguration() throws Exception {
    StackTestResource resource = new StackTestResource();
    Map<String, String> settings = resource.start();
    Topic kept = new Topic("mithaq.notices", 5, Map.of("segment.ms", "1234567"));
    Topic made = new Topic("made.beside", 1, Map.of("segment.ms", "1234567"));
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", settings.get("kafka.bootstrap.servers")))) {
      Topic.ensure(admin, List.of(kept, made));

      for (Topic topic : List.of(kept, made)) {
        var resourceOf = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        await()
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(ExecutionException.class)
            .untilAsserted(
                () ->
                    assertThat(
                            admin
                                .describeConfigs(List.of(resourceOf))
                                .all()
                                .get()
                                .get(resourceOf)
                                .get("segment.ms")
                                .value())
                        .isEqualTo("1234567"));
      }
    }
  }

  private static Set<String> namesIn(ListTopicsResult listed) {
    return listed.names().toCompletionStage().toCompletableFuture().join();
  }

  /** One whose broker lists the topics that were there before: it hears later than it is asked. */
  private static Admin listing(Admin admin, ListTopicsResult before) {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) ->
                method.getName().equals("listTopics") ? before : method.invoke(admin, arguments));
  }

  private static Properties login(Map<String, String> settings) {
    Properties properties = new Properties();
    properties.setProperty("user", settings.get("quarkus.datasource.username"));
    properties.setProperty("password", settings.get("quarkus.datasource.password"));
    return properties;
  }
}
