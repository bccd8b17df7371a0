package org.mithaq.exchange.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mithaq.exchange.Exchange.as;
import static org.mithaq.exchange.Exchange.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.exchange.Contracts;
import org.mithaq.exchange.Exchange;
import org.mithaq.exchange.Exchange.Message;
import org.mithaq.exchange.OnStack;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.OutboxStore;
import org.mithaq.exchange.outbox.Topics;

@QuarkusTest
@OnStack
class AgreementIT {

  @Inject Exchange exchange;
  @Inject AgreementConfig config;
  @Inject DataSource database;
  @Inject OutboxStore outbox;
  @Inject Topics topics;
  @Inject Clock clock;
  @Inject Ids ids;
  @TempDir Path directory;

  @Test
  void listsAgreementsByPages() {
    Response first = as("es-gc", "auditor").queryParam("limit", 1).get("/v1/agreements");
    assertThat(first.<List<String>>path("items.id")).containsExactly("pjmg");
    assertThat(exchange.record(first).at("/objects/0/kind").asText()).isEqualTo("agreement");
    Response second =
        as("es-gc", "auditor")
            .queryParam("limit", 1)
            .queryParam("cursor", first.<String>path("next"))
            .get("/v1/agreements");
    assertThat(second.<List<String>>path("items.id")).containsExactly("triangular");
    assertThat(second.<String>path("next")).isNull();
    assertThat(second.<List<String>>path("items.state")).containsExactly("in-force");
    assertProblem(
        as("es-gc", "auditor").queryParam("limit", "x").get("/v1/agreements"),
        400,
        "invalid-request");
    assertProblem(
        as("es-gc", "auditor").queryParam("cursor", "%").get("/v1/agreements"),
        400,
        "invalid-request");
  }

  @Test
  void showsAnAgreementAndRecordsWhoLooked() {
    Response response = as("nl-kmar", "oversight").get("/v1/agreements/pjmg");
    assertThat(response.<Integer>path("version")).isEqualTo(1);
    assertThat(response.<List<String>>path("articles.id")).containsExactly("5", "6", "7");
    assertThat(exchange.record(response).path("agreement").asText()).isEqualTo("pjmg");
    Response nothing = as("nl-kmar", "oversight").get("/v1/agreements/none-such");
    assertProblem(nothing, 404, "not-found");
    assertThat(exchange.record(nothing).path("reason").asText()).isEqualTo("not-found");
  }

  @Test
  void tellsEveryServiceOfAgreementsPartnersAndThatItLives() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                exchange.messages("mithaq.agreements").stream()
                        .filter(m -> m.key().equals("heartbeat/joint"))
                        .count()
                    > 2);
    Map<String, Message> newest = new TreeMap<>();
    exchange.messages("mithaq.agreements").forEach(m -> newest.put(m.key(), m));
    assertThat(newest.keySet())
        .contains(
            "agreement/pjmg",
            "agreement/triangular",
            "partner/nl-kmar",
            "partner/iom-mmp",
            "heartbeat/joint")
        .hasSize(15);
    newest.forEach(
        (key, message) -> {
          String contract = key.substring(0, key.indexOf('/'));
          JsonNode json = message.json();
          assertThat(Contracts.faults(contract, json)).as(key).isEmpty();
          assertThat(message.headers()).containsEntry("ce_type", "mithaq." + contract + ".v1");
          assertThat(message.headers().containsKey("ce_sequence"))
              .isEqualTo(!contract.equals("heartbeat"));
        });
    assertThat(newest.get("partner/nl-kmar").json().path("href").asText()).isEqualTo(topics.href());
  }

  @Test
  void refusesAnAgencyThatIsNoPartner() {
    Response response = as("xx-nobody", "analyst").get("/v1/agreements");
    assertProblem(response, 403, "unknown-agency");
    assertThat(exchange.record(response).path("agency").asText()).isEqualTo("xx-nobody");
  }

  private AgreementStore store(Path agreements, Path partners) {
    AgreementConfig other =
        new AgreementConfig() {
          @Override
          public Path directory() {
            return agreements;
          }

          @Override
          public Path partners() {
            return partners;
          }

          @Override
          public boolean register() {
            return true;
          }

          @Override
          public Map<String, String> exchanges() {
            return Map.of();
          }

          @Override
          public Duration freshness() {
            return Duration.ZERO;
          }

          @Override
          public Duration heartbeat() {
            return Duration.ofSeconds(1);
          }
        };
    return new AgreementStore(other, database, outbox, topics, clock, ids);
  }

  /** A record names an agreement's version: that version must say the same for ever. */
  @Test
  void refusesToStartWithAnAgreementThatChangedWithoutANewVersion() throws Exception {
    String text = Files.readString(config.directory().resolve("pjmg.json"));
    Files.writeString(
        directory.resolve("pjmg.json"), text.replace("free among the parties", "never"));
    assertThatThrownBy(() -> store(directory, config.partners()).load(null))
        .hasMessageContaining("Version 1 of the agreement pjmg says something else");
    Files.writeString(directory.resolve("pjmg.json"), text);
    store(directory, config.partners()).load(null);
  }

  @Test
  void refusesToStartWithAPartnerWhoseExchangeIsNowhere() throws Exception {
    Path partners = directory.resolve("partners.json");
    Files.writeString(
        partners,
        Files.readString(config.partners())
            .replaceFirst("\"exchange\": \"joint\"", "\"exchange\": \"rabat\""));
    assertThatThrownBy(() -> store(config.directory(), partners).load(null))
        .hasMessageContaining("mithaq.agreement.exchanges.rabat");
  }
}
