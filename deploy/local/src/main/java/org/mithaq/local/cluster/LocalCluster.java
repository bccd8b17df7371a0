package org.mithaq.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.mithaq.local.console.Failure;
import org.mithaq.local.stack.Ports;
import org.mithaq.local.stack.StackException;
import org.mithaq.local.stack.Topic;

/**
 * The whole cluster on this machine, from its start to its stop.
 *
 * <p>Whatever ends the launcher in order (a stop, Ctrl-C, SIGTERM, a failure) stops every process
 * that it started.
 */
public final class LocalCluster implements AutoCloseable {

  /**
   * Services are given this long to stop, then the foundations as long as {@link
   * #FOUNDATION_GRACE}.
   */
  private static final Duration SERVICE_GRACE = Duration.ofSeconds(5);

  private static final Duration FOUNDATION_GRACE = Duration.ofMillis(3500);

  /**
   * What to start.
   *
   * @param installation the built project
   * @param dataDirectory where everything is kept
   * @param ports the port of each service; 0 for any that is free
   * @param partitions partitions of signals and of notices, when their topics are made
   * @param services the services to start beside the foundations; the witnesses come with the log
   * @param kept whether the data directory stays when the cluster has stopped
   */
  public record Plan(
      Installation installation,
      Path dataDirectory,
      Map<Service, Integer> ports,
      int partitions,
      Set<Service> services,
      boolean kept) {

    /**
     * Copies the ports and the services.
     *
     * @throws Failure when a port cannot be, or stands twice
     */
    public Plan {
      ports = Map.copyOf(ports);
      services = Set.copyOf(services);
      PortPlan.requireSense(ports);
    }

    /** All services, on a data directory that stays. */
    public Plan(
        Installation installation,
        Path dataDirectory,
        Map<Service, Integer> ports,
        int partitions) {
      this(installation, dataDirectory, ports, partitions, Set.of(Service.values()), true);
    }

    private boolean hasLog() {
      return services.contains(Service.AUDIT);
    }
  }

  private final DataDirectory data;
  private final boolean kept;
  private final PortPlan ports;
  private final Lock lock;
  private final Journal journal;
  private final PidFiles pids;
  private final RunFile runFile;
  private final List<Supervisor> foundations = new ArrayList<>();
  private final List<Supervisor> services = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Thread hook = new Thread(this::endBySignal, "stop-cluster");
  private boolean closed;

  private LocalCluster(
      DataDirectory data, boolean kept, PortPlan ports, Lock lock, Journal journal, PidFiles pids) {
    this.data = data;
    this.kept = kept;
    this.ports = ports;
    this.lock = lock;
    this.journal = journal;
    this.pids = pids;
    this.runFile = new RunFile(data.runFile(), data.root(), ProcessHandle.current().pid());
  }

  /**
   * Starts everything and returns when all of it is ready.
   *
   * @throws Failure when something stands in the way, with a sentence for the user; then nothing is
   *     left running
   */
  public static LocalCluster start(Plan plan, Journal journal) {
    for (Service service : plan.services()) {
      if (!Files.isRegularFile(plan.installation().archive(service))) {
        throw Failure.failed(
            service.title()
                + " is not built: "
                + plan.installation().archive(service)
                + " is missing. Start by the script ./mithaq, which builds it.");
      }
    }
    if (plan.hasLog() && !Files.isRegularFile(plan.installation().witness())) {
      throw Failure.failed(
          "The witness is not built: "
              + plan.installation().witness()
              + " is missing. Start by the script ./mithaq, which builds it.");
    }
    DataDirectory data = new DataDirectory(plan.dataDirectory());
    try {
      data.create();
    } catch (UncheckedIOException e) {
      throw Failure.failed("The data directory " + data.root() + " cannot be made: " + reason(e));
    }
    Lock lock = Lock.take(data.lockFile()).orElseThrow(() -> alreadyRunning(data));
    LocalCluster cluster;
    try {
      PidFiles pids = new PidFiles(data.pids());
      new Leftovers(pids, journal, Duration.ofSeconds(8)).stop();
      PortPlan ports = PortPlan.choose(plan.ports(), data.portsFile());
      data.prepare(plan.installation().config());
      cluster = new LocalCluster(data, plan.kept(), ports, lock, journal, pids);
    } catch (UncheckedIOException e) {
      lock.close();
      throw Failure.failed("The data directory " + data.root() + " cannot be used: " + reason(e));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
    try {
      cluster.run(plan);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      if (e instanceof StackException || e instanceof UncheckedIOException) {
        throw Failure.failed(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static Failure alreadyRunning(DataDirectory data) {
    String owner = Lock.owner(data.lockFile()).map(pid -> " (launcher pid " + pid + ")").orElse("");
    return Failure.failed(
        "A cluster already runs on "
            + data.root()
            + owner
            + ". Stop it first, or choose another directory by --data-dir.");
  }

  private static String reason(UncheckedIOException e) {
    return switch (Objects.requireNonNull(e.getCause())) {
      case FileAlreadyExistsException there -> there.getFile() + " is a file.";
      case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied.";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason() + ".";
      case FileSystemException other -> "the system refuses " + other.getFile() + ".";
      case IOException other -> other.getMessage() + ".";
    };
  }

  private void run(Plan plan) {
    Runtime.getRuntime().addShutdownHook(hook);
    journal.progress("Starting on " + data.root());
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    ServiceSettings settings =
        new ServiceSettings(
            data,
            ports.broker(),
            ports.postgres(),
            ports.services().getOrDefault(Service.EXCHANGE, Service.EXCHANGE.defaultPort()),
            ports.witnesses());

    List<Topic> topics =
        Topic.all(ServiceSettings.EXCHANGE_ID, plan.partitions(), plan.partitions());
    Supervisor broker =
        supervise(
            new BrokerPart(plan.installation(), data, ports.broker(), ports.controller(), topics),
            foundations);
    broker.start();
    Supervisor postgres = supervise(new PostgresPart(data, ports.postgres()), foundations);
    postgres.start();
    if (plan.hasLog()) {
      ports
          .witnesses()
          .forEach(
              (witness, port) ->
                  supervise(
                          new WitnessPart(data, plan.installation().witness(), witness, port, http),
                          services)
                      .start());
    }
    for (Service service : plan.services().stream().sorted().toList()) {
      settings.write(service, ports.services().getOrDefault(service, service.defaultPort()));
      Supervisor supervisor =
          supervise(
              new ServicePart(
                  data, plan.installation().archive(service), service, ports.url(service), http),
              services);
      // A service migrates its database at once; the topology of alert-service ends when a topic is
      // missing.
      CompletableFuture<?> before =
          service == Service.ALERT
              ? CompletableFuture.allOf(postgres.ready(), broker.ready())
              : postgres.ready();
      before.thenRun(supervisor::start);
    }
    try {
      CompletableFuture<?>[] all =
          Stream.concat(foundations.stream(), services.stream())
              .map(Supervisor::ready)
              .toArray(CompletableFuture[]::new);
      CompletableFuture.anyOf(CompletableFuture.allOf(all), end).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw e;
    }
  }

  private Supervisor supervise(Part part, List<Supervisor> group) {
    Supervisor supervisor =
        new Supervisor(
            part,
            Supervisor.Policy.DEFAULT,
            journal,
            process -> {
              pids.remember(part.name(), process.pid());
              runFile.put(part.name(), part.url(), process.pid());
            },
            end::completeExceptionally);
    supervisor
        .ready()
        .thenAccept(
            took ->
                journal.progress(
                    "%-17s ready after %4.1f s   %s"
                        .formatted(part.title(), took.toMillis() / 1000.0, part.url())));
    group.add(supervisor);
    return supervisor;
  }

  /** The base URL of a service. */
  public String url(Service service) {
    return ports.url(service);
  }

  /** Where Kafka listens. */
  public String bootstrapServers() {
    return Ports.HOST + ":" + ports.broker();
  }

  /** Where everything is kept. */
  public Path dataDirectory() {
    return data.root();
  }

  /**
   * Waits until the cluster ends; only a failure ends this wait, since a signal ends the launcher
   * as a whole.
   *
   * @throws Failure when a process died again and again
   */
  public void awaitEnd() {
    try {
      end.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw e;
    }
  }

  private void endBySignal() {
    journal.progress("Stopping");
    close();
    journal.progress("Stopped");
    // To be stopped is how a cluster is meant to end: not a failure, whatever the signal.
    Runtime.getRuntime().halt(0);
  }

  /** Stops everything in order: services, then broker and PostgreSQL; in less than ten seconds. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    foundations.forEach(Supervisor::startNoMore);
    services.forEach(Supervisor::askToStop);
    services.forEach(service -> service.awaitStop(SERVICE_GRACE));
    foundations.forEach(Supervisor::askToStop);
    foundations.forEach(foundation -> foundation.awaitStop(FOUNDATION_GRACE));
    services.forEach(service -> pids.forget(service.part().name()));
    foundations.forEach(foundation -> pids.forget(foundation.part().name()));
    runFile.remove();
    lock.close();
    if (!kept) {
      data.delete();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is the hook that closes.
      return;
    }
  }
}
