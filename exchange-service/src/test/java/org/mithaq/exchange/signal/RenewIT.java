package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mithaq.exchange.Exchange.accepted;
import static org.mithaq.exchange.Exchange.as;
import static org.mithaq.exchange.Exchange.newSignal;
import static org.mithaq.exchange.Exchange.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.Contracts;
import org.mithaq.exchange.Exchange;
import org.mithaq.exchange.OnStack;

/** What is on the topic follows the keys and normal forms of today. */
@QuarkusTest
@OnStack
class RenewIT {

  /** A token that no key makes. */
  private static final String OLD = "0".repeat(32);

  private static final String CANNOT_BE_READ = "the content of 1 cannot be read";

  @Inject Exchange exchange;
  @Inject ViewRelay views;

  private List<JsonNode> published(String id) {
    exchange.awaitPublished();
    return exchange.messages("mithaq.signals.joint").stream()
        .filter(m -> id.equals(m.key()))
        .map(Exchange.Message::json)
        .toList();
  }

  /** As if other normal forms had made its only token, of a phone. */
  private String ofBefore(ObjectNode signal) {
    String id = accepted("ma-dgsn", signal);
    makeOfBefore(id);
    return id;
  }

  private void makeOfBefore(String id) {
    exchange.update(
        """
        update signal set view_basis = '',
          view = regexp_replace(view, '"token":"[0-9a-f]{32}"', '"token":"%s"')
        where id = ?::uuid
        """
            .formatted(OLD),
        id);
  }

  private void renew(String id) {
    await().until(() -> isRenewed(id));
  }

  private boolean isRenewed(String id) throws SQLException {
    views.run();
    return exchange
        .query(
            """
            select true from signal
            where id = ?::uuid and view_basis <> '' and overlap_until is distinct from 'epoch'
            """,
            id)
        .isPresent();
  }

  @Test
  void publishesTheSameVersionAnewAndLeavesTheTokensOfBeforeWhenItIsTime() {
    String id = ofBefore(newSignal());
    long records = exchange.records();
    renew(id);

    JsonNode first = published(id).getFirst();
    JsonNode overlapping = published(id).getLast();
    assertThat(Contracts.faults("signal", overlapping)).isEmpty();
    assertThat(overlapping.path("version").asInt()).isEqualTo(1);
    assertThat(overlapping.path("rendering").asInt()).isEqualTo(1);
    assertThat(overlapping.at("/selectors/0/tokens")).isEqualTo(first.at("/selectors/0/tokens"));
    assertThat(overlapping.at("/selectors/0/formerTokens/0/token").asText()).isEqualTo(OLD);
    assertThat(overlapping.path("audience")).isEqualTo(first.path("audience"));
    // Nobody learnt anything.
    assertThat(exchange.records()).isEqualTo(records);
    assertThat(read("ma-dgsn", id, "publisher").header("ETag")).isEqualTo("\"1\"");

    exchange.update("update signal set overlap_until = 'epoch' where id = ?::uuid", id);
    renew(id);
    JsonNode last = published(id).getLast();
    assertThat(last.path("rendering").asInt()).isEqualTo(2);
    assertThat(last.path("selectors")).isEqualTo(first.path("selectors"));
  }

  @Test
  void publishesNothingWhereTheTokensAreThoseOfToday() {
    String id = accepted("ma-dgsn", newSignal());
    exchange.update("update signal set view_basis = '' where id = ?::uuid", id);
    renew(id);
    assertThat(published(id)).hasSize(1);
  }

  @Test
  void leavesAWithdrawnSignalWithdrawn() {
    String other = ofBefore(newSignal());
    String id = accepted("ma-dgsn", newSignal());
    as("ma-dgsn", "publisher").delete("/v1/signals/" + id).then().statusCode(204);
    makeOfBefore(id);
    renew(other);
    assertThat(published(id).getLast().path("state").asText()).isEqualTo("withdrawn");
    assertThat(published(id)).extracting(v -> v.path("version").asInt()).containsExactly(1, 2);
  }

  @Test
  void goesOnBehindASignalThatCannotBeRead() {
    // At no time one that is renewed and can be read.
    String broken = accepted("ma-dgsn", newSignal());
    exchange.update("update signal set content_version = 7 where id = ?::uuid", broken);
    makeOfBefore(broken);
    String whole = ofBefore(newSignal());
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThatThrownBy(views::run).hasMessageContaining(CANNOT_BE_READ));
      renewBeside(whole);
      assertThat(published(whole)).hasSize(2);
      assertThat(published(broken)).hasSize(1);
    } finally {
      exchange.update("update signal set content_version = 1 where id = ?::uuid", broken);
    }
    renewBeside(broken);
    assertThat(published(broken)).hasSize(2);
  }

  /** The same where a walk that met one that cannot be read may end at any time. */
  private void renewBeside(String id) {
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsMatching(e -> e.getMessage().contains(CANNOT_BE_READ))
        .until(() -> isRenewed(id));
  }
}
