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
    exchange.update(
        """
        update signal set view_basis = '',
          view = regexp_replace(view, '"token":"[0-9a-f]{32}"', '"token":"%s"')
        where id = ?::uuid
        """
            .formatted(OLD),
        id);
    return id;
  }

  private void renew(String id) {
    await()
        .until(
            () -> {
              views.run();
              return exchange
                  .query(
                      """
                      select true from signal
                      where id = ?::uuid and view_basis <> '' and overlap_until is distinct from 'epoch'
                      """,
                      id)
                  .isPresent();
            });
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
    String id = ofBefore(newSignal());
    as("ma-dgsn", "publisher").delete("/v1/signals/" + id).then().statusCode(204);
    renew(other);
    assertThat(published(id).getLast().path("state").asText()).isEqualTo("withdrawn");
    assertThat(published(id)).extracting(v -> v.path("version").asInt()).containsExactly(1, 2);
  }

  @Test
  void goesOnBehindASignalThatCannotBeRead() {
    String broken = ofBefore(newSignal());
    exchange.update("update signal set content_version = 7 where id = ?::uuid", broken);
    String whole = ofBefore(newSignal());
    try {
      assertThatThrownBy(
              () -> {
                while (true) {
                  views.run();
                }
              })
          .hasMessageContaining("the content of 1 cannot be read");
      renew(whole);
      assertThat(published(whole)).hasSize(2);
      assertThat(published(broken)).hasSize(1);
    } finally {
      exchange.update("update signal set content_version = 1 where id = ?::uuid", broken);
    }
    renew(broken);
    assertThat(published(broken)).hasSize(2);
  }
}
