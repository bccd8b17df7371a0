package org.mithaq.alert.outbox;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The relay when what it stands on fails. */
class OutboxRelayTest {

  private record Config() implements OutboxConfig {
    @Override
    public String disclosures() {
      return "records";
    }

    @Override
    public String logged() {
      return "logged";
    }

    @Override
    public Duration poll() {
      return Duration.ofMillis(1);
    }

    @Override
    public int batch() {
      return 1;
    }

    @Override
    public Duration pause() {
      return Duration.ofMillis(1);
    }
  }

  /** A relay that ends for good leaves every record unpublished, and nobody notices. */
  @Test
  void triesAgainWhateverFails() throws Exception {
    AtomicInteger tried = new AtomicInteger();
    DataSource failing =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  if (tried.incrementAndGet() == 1) {
                    throw new IllegalStateException("the pool is closed");
                  }
                  throw new SQLException("the database is gone");
                });
    Config config = new Config();
    OutboxRelay relay =
        new OutboxRelay(
            failing,
            config,
            new LoggedConsumer(config, "none"),
            new OutboxStore(failing, config),
            new SimpleMeterRegistry(),
            Clock.systemUTC(),
            "none");
    relay.start(new StartupEvent());
    try {
      await().until(() -> tried.get() > 2);
    } finally {
      relay.askToStop(new ShutdownEvent());
      relay.stop(new ShutdownEvent());
    }
  }
}
