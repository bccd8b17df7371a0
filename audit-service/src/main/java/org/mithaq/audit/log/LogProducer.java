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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

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
    }
  }

  /** The registry may outlive the service, and must not ask what is gone. */
  void hide(@Observes ShutdownEvent event, MeterRegistry registry) {
    shown.forEach(registry::remove);
    shown.clear();
  }
}
