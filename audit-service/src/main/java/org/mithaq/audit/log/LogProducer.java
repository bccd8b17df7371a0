package org.mithaq.audit.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.mithaq.audit.reconciliation.ReconciliationStore;
import org.mithaq.audit.reconciliation.Schedule;

/** Makes the plain objects of this package for those who inject them, and shows their figures. */
@ApplicationScoped
public class LogProducer {

  private final List<Gauge> shown = new ArrayList<>();

  /** The checked configuration. */
  @Produces
  @Singleton
  public LogSettings settings(LogConfig config) {
    return new LogSettings(
        config.origin(), config.directory(), config.emitters(), config.interval(), config.batch());
  }

  /** The signer with the configured key. */
  @Produces
  @Singleton
  public LogSigner signer(LogConfig config, Clock clock) {
    return new LogSigner(
        LogSettings.signingKey(config.signingKey()),
        config.postQuantum().map(k -> PostQuantumKey.read(k.key(), k.publicKey(), clock)));
  }

  /** The folder that is published. */
  @Produces
  @Singleton
  public LogDirectory directory(LogSettings settings, DiskUse.Watch disk) {
    return new LogDirectory(settings.directory(), disk);
  }

  /** The log as it is published. */
  @Produces
  @Singleton
  public PublishedLog published(LogDirectory directory, LogSettings settings, LogSigner signer) {
    return new PublishedLog(directory, settings, signer);
  }

  /** Who publishes. */
  @Produces
  @Singleton
  public LogPublisher publisher(
      SequencerStore store,
      LogDirectory directory,
      PublishedLog published,
      LogSigner signer,
      Cosigners cosigners,
      Clock clock,
      Step.Watch watch) {
    return new LogPublisher(store, directory, published, signer, cosigners, clock, watch);
  }

  /** Who asks emitters what they believe that they sent. */
  @Produces
  @Singleton
  public Asker asker(
      ReconciliationStore store,
      LoggedProducer reports,
      LogSettings settings,
      Schedule schedule,
      Clock clock) {
    return new Asker(store, reports, settings, schedule, clock);
  }

  /** How the log is doing. */
  @Produces
  @Singleton
  public LogState state() {
    return new LogState();
  }

  /** Nobody watches the steps, except in a test. */
  @Produces
  @Singleton
  @DefaultBean
  public Step.Watch watch() {
    return step -> {};
  }

  /** The disk does what it does, except in a test. */
  @Produces
  @Singleton
  @DefaultBean
  public DiskUse.Watch disk() {
    return use -> {};
  }

  void show(
      @Observes StartupEvent event,
      MeterRegistry registry,
      LogState state,
      LogLagConsumer lag,
      ReconciliationStore reconciliations,
      LogSettings settings) {
    shown.add(
        Gauge.builder("mithaq_log_lag", lag, LogLagConsumer::lag)
            .description("Records that no published checkpoint covers")
            .strongReference(true)
            .register(registry));
    shown.add(
        Gauge.builder("mithaq_log_size", state, LogState::size)
            .description("Entries under the published checkpoint of the current log")
            .strongReference(true)
            .register(registry));
    for (String emitter : settings.emitters()) {
      shown.add(
          Gauge.builder("mithaq_log_gap", state, s -> s.missing(emitter))
              .description(
                  "Numbers of an emitter that are missing; nothing of it is entered until they come")
              .tag("emitter", emitter)
              .strongReference(true)
              .register(registry));
      shown.add(
          Gauge.builder(
                  "mithaq_reconciliation_disagreement", () -> disagrees(reconciliations, emitter))
              .description(
                  "1 from when what an emitter believes that it sent is not what the log holds until"
                      + " it is again")
              .tag("emitter", emitter)
              .strongReference(true)
              .register(registry));
    }
  }

  private static double disagrees(ReconciliationStore reconciliations, String emitter) {
    try {
      return reconciliations.disagreements().containsKey(emitter) ? 1 : 0;
    } catch (SQLException e) {
      return Double.NaN;
    }
  }

  /** The registry may outlive the service, and must not ask what is gone. */
  void hide(@Observes ShutdownEvent event, MeterRegistry registry) {
    shown.forEach(registry::remove);
    shown.clear();
  }
}
