package org.mithaq.audit.stack;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** The service's figures, as an operator reads them. */
public final class Figures {

  private Figures() {}

  /** The value of a figure, by its name with its tags; NaN when there is none. */
  public static double of(String name) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Waits until a published checkpoint covers all that was sent. */
  public static void settled(Duration atMost) {
    await().atMost(atMost).until(() -> of("mithaq_log_lag") == 0.0);
  }
}
