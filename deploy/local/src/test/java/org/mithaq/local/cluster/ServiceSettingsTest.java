package org.mithaq.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.local.key.WitnessId;

class ServiceSettingsTest {

  @TempDir Path folder;
  DataDirectory data;
  ServiceSettings settings;

  @BeforeEach
  void prepare() {
    data = new DataDirectory(folder.resolve("a folder with a blank"));
    data.prepare(Installation.find().config());
    settings = new ServiceSettings(data, 9092, 5432, 8081);
  }

  @Test
  void tellsEachServiceWhereItsFoundationsAre() {
    for (Service service : Service.values()) {
      assertThat(settings.of(service))
          .containsEntry("kafka.bootstrap.servers", "127.0.0.1:9092")
          .containsEntry(
              "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:5432/" + service.id())
          .containsEntry("quarkus.datasource.username", service.id())
          .containsEntry("mp.jwt.verify.issuer", "mithaq-local");
    }
  }

  @Test
  void handsTheMatchingKeyToTheExchangeAlone() {
    assertThat(settings.of(Service.EXCHANGE)).containsKey("mithaq.selector.matching-keys");
    for (Service other : new Service[] {Service.ALERT, Service.AUDIT}) {
      assertThat(settings.of(other).values())
          .noneMatch(value -> value.equals(data.keys().directory().toString()))
          .noneMatch(value -> value.contains("matching-"));
    }
  }

  @Test
  void tellsAuditServiceAloneWhoCosignsAndWhoseCosignaturesAreNeeded() throws Exception {
    Map<WitnessId, Integer> ports = Map.of(WitnessId.MA, 7001, WitnessId.NL, 7002);
    ServiceSettings witnessed = new ServiceSettings(data, 9092, 5432, 8081, ports);

    assertThat(witnessed.of(Service.AUDIT))
        .containsEntry("mithaq.witness.known.ma.url", "http://127.0.0.1:7001")
        .containsEntry(
            "mithaq.witness.known.nl.key",
            Files.readString(data.root().resolve("keys/witness-nl.vkey")).strip())
        .containsEntry("mithaq.witness.policy.default.needed", "1")
        .containsEntry("mithaq.witness.policy.pjmg.needed", "2")
        .containsEntry("mithaq.witness.policy.pjmg.of", "ma,nl");
    for (Service other : new Service[] {Service.EXCHANGE, Service.ALERT}) {
      assertThat(witnessed.of(other).keySet()).noneMatch(name -> name.contains("witness"));
    }
    for (Service service : Service.values()) {
      assertThat(witnessed.of(service).values()).noneMatch(v -> v.contains("witness-nl.pem"));
    }
  }

  @Test
  void writesAFileThatOnlyItsOwnerReadsAndThatReadsBackAsItWas() throws Exception {
    settings.write(Service.AUDIT, 8083);

    Path file = data.settings(Service.AUDIT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Properties read = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      read.load(in);
    }
    assertThat(read).containsEntry("quarkus.http.port", "8083");
    settings
        .of(Service.AUDIT)
        .forEach((name, value) -> assertThat(read).containsEntry(name, value));
  }

  @Test
  void keepsPartnersAndAgreementsThatWereChangedInTheDataDirectory() throws Exception {
    Files.writeString(data.partners(), "changed");
    Files.delete(data.agreements().resolve("pjmg.json"));

    data.prepare(Installation.find().config());

    assertThat(data.partners()).hasContent("changed");
    assertThat(data.agreements().resolve("pjmg.json")).doesNotExist();
    assertThat(data.agreements().resolve("triangular.json")).exists();
  }
}
