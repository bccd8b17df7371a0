package org.mithaq.audit.record;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes the plain objects of this package for those who inject them. */
@ApplicationScoped
public class RecordProducer {

  private final List<Gauge> shown = new ArrayList<>();

  /** The clock of the service; a test sets another. */
  @Produces
  @Singleton
  @DefaultBean
  public Clock clock() {
    return Clock.systemUTC();
  }

  /** The records that are known to have been altered. */
  @Produces
  @Singleton
  public Alterations alterations() {
    return new Alterations();
  }

  /** The mapper of records. */
  @Produces
  @Singleton
  public RecordMapper mapper() {
    return new RecordMapper();
  }

  /** The intake, sealing with the configured key. */
  @Produces
  @Singleton
  public RecordIntake intake(RecordMapper mapper, RecordConfig config) {
    return new RecordIntake(mapper, new RecordSeal(key(config.key())));
  }

  void show(@Observes StartupEvent event, MeterRegistry registry, Alterations alterations) {
    shown.add(
        Gauge.builder("mithaq_record_altered", alterations, Alterations::count)
            .description("Records that are known to have been altered in the database")
            .strongReference(true)
            .register(registry));
  }

  /** The registry may outlive the service, and must not ask what is gone. */
  void hide(@Observes ShutdownEvent event, MeterRegistry registry) {
    shown.forEach(registry::remove);
    shown.clear();
  }

  /**
   * Reads a key of 32 bytes as base64.
   *
   * @throws IllegalStateException when the file cannot be read or holds anything else
   */
  static byte[] key(Path file) {
    try {
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length == RecordSeal.KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without repeating what may be a key.
    } catch (IOException e) {
      throw new IllegalStateException("mithaq.record.key cannot be read: " + file, e);
    }
    throw new IllegalStateException("mithaq.record.key does not hold 32 bytes of base64: " + file);
  }
}
