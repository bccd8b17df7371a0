package org.mithaq.local.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mithaq.local.key.KeyMaterial;
import org.mithaq.local.key.WitnessId;
import org.mithaq.local.stack.Ports;
import org.mithaq.local.stack.Postgres;
import org.mithaq.local.stack.SecretFiles;

/**
 * What a service is told when it starts: where its foundations are and which keys are its own.
 *
 * @param data the data directory
 * @param brokerPort where Kafka listens
 * @param postgresPort where PostgreSQL listens
 * @param exchangePort where exchange-service listens, of which others are told by its {@code href}
 * @param witnessPorts where each witness listens; empty: there are none
 */
public record ServiceSettings(
    DataDirectory data,
    int brokerPort,
    int postgresPort,
    int exchangePort,
    Map<WitnessId, Integer> witnessPorts) {

  /** Copies the ports. */
  public ServiceSettings {
    witnessPorts = Map.copyOf(witnessPorts);
  }

  /** Settings for services whose log has no witnesses. */
  public ServiceSettings(DataDirectory data, int brokerPort, int postgresPort, int exchangePort) {
    this(data, brokerPort, postgresPort, exchangePort, Map.of());
  }

  /** The id of the one exchange of a local cluster. */
  public static final String EXCHANGE_ID = "joint";

  /** The issuer of local tokens. */
  public static final String ISSUER = "mithaq-local";

  /** One machine has few cores, and each partition more costs every commit. Never changed later. */
  private static final String MATCHING_PARTITIONS = "2";

  /**
   * The settings of a service, all that it needs but its port.
   *
   * @return names and values of configuration properties, passwords among them
   */
  public Map<String, String> of(Service service) {
    KeyMaterial keys = data.keys();
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarkus.http.host", Ports.HOST);
    settings.put("quarkus.datasource.jdbc.url", Postgres.url(postgresPort, service.id()));
    settings.put("quarkus.datasource.username", service.id());
    settings.put("quarkus.datasource.password", keys.readPassword(service.id()));
    settings.put("kafka.bootstrap.servers", Ports.HOST + ":" + brokerPort);
    settings.put("mp.jwt.verify.publickey.location", "file:" + keys.tokenPublic());
    settings.put("mp.jwt.verify.issuer", ISSUER);
    switch (service) {
      case EXCHANGE -> {
        settings.put("mithaq.exchange.id", EXCHANGE_ID);
        settings.put("mithaq.exchange.href", "http://" + Ports.HOST + ":" + exchangePort);
        settings.put("mithaq.agreement.directory", data.agreements().toString());
        settings.put("mithaq.agreement.partners", data.partners().toString());
        settings.put("mithaq.agreement.register", "true");
        settings.put("mithaq.selector.matching-keys", keys.directory().toString());
        settings.put("mithaq.signal.content-key", keys.content().toString());
      }
      case ALERT -> {
        settings.put("mithaq.matching.exchanges", EXCHANGE_ID);
        settings.put("mithaq.matching.partitions", MATCHING_PARTITIONS);
        settings.put(
            "mithaq.matching.state-directory", data.service(service).resolve("state").toString());
      }
      case AUDIT -> {
        settings.put("mithaq.log.origin", KeyMaterial.LOG_NAME);
        settings.put("mithaq.log.directory", data.auditLog().toString());
        settings.put("mithaq.log.signing-key", keys.log().toString());
        settings.put("mithaq.record.key", keys.records().toString());
        settings.put("mithaq.log.emitters", "exchange-" + EXCHANGE_ID + ",alert");
        witnesses(settings);
      }
    }
    return settings;
  }

  /** Who cosigns the log: for the agreement between the two countries both of them, else either. */
  private void witnesses(Map<String, String> settings) {
    if (witnessPorts.isEmpty()) {
      return;
    }
    witnessPorts.forEach(
        (witness, port) -> {
          String prefix = "mithaq.witness.known." + witness.id();
          settings.put(prefix + ".url", "http://" + Ports.HOST + ":" + port);
          settings.put(prefix + ".key", data.keys().readWitnessVerifier(witness));
        });
    String all =
        witnessPorts.keySet().stream().map(WitnessId::id).sorted().collect(Collectors.joining(","));
    settings.put("mithaq.witness.policy.default.needed", "1");
    settings.put("mithaq.witness.policy.default.of", all);
    settings.put("mithaq.witness.policy.pjmg.needed", String.valueOf(witnessPorts.size()));
    settings.put("mithaq.witness.policy.pjmg.of", all);
  }

  /** Writes the configuration file of a service, readable by its owner alone. */
  public void write(Service service, int port) {
    Map<String, String> settings = of(service);
    settings.put("quarkus.http.port", String.valueOf(port));
    StringBuilder text =
        new StringBuilder("# Written by the launcher at each start; changes here are lost.\n");
    settings.forEach(
        (name, value) -> text.append(name).append('=').append(escaped(value)).append('\n'));
    Path file = data.settings(service);
    SecretFiles.write(file, text.toString());
  }

  /**
   * A backslash continues or escapes in a properties file, and a dollar opens an expression in the
   * framework.
   */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("${", "\\\\${");
  }
}
