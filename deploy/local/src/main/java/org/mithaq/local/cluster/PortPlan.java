package org.mithaq.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.mithaq.local.console.Failure;
import org.mithaq.local.key.WitnessId;
import org.mithaq.local.stack.Ports;
import org.mithaq.local.stack.SecretFiles;

/**
 * Where everything listens.
 *
 * @param services the port of each service
 * @param broker the broker's port for clients
 * @param controller the port of the broker's controller
 * @param postgres the port of PostgreSQL
 * @param witnesses the port of each witness
 */
record PortPlan(
    Map<Service, Integer> services,
    int broker,
    int controller,
    int postgres,
    Map<WitnessId, Integer> witnesses) {

  PortPlan {
    services = Map.copyOf(services);
    witnesses = Map.copyOf(witnesses);
  }

  /**
   * Chooses the ports: those of the services as asked, those of broker, PostgreSQL and witnesses as
   * last time where they are still free.
   *
   * @param asked the port of each service; 0 for any that is free
   * @param remembered where the choice of last time lies
   * @throws Failure when a port that was asked for is taken, with a sentence that names each
   */
  static PortPlan choose(Map<Service, Integer> asked, Path remembered) {
    requireFree(asked);
    Set<Integer> used = new HashSet<>(asked.values());
    Properties last = read(remembered);
    int broker = stableOrFree(last, "broker", used);
    int controller = stableOrFree(last, "controller", used);
    int postgres = stableOrFree(last, "postgres", used);
    Map<Service, Integer> services = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      int port = asked.getOrDefault(service, service.defaultPort());
      services.put(service, port == 0 ? anotherFree(used) : port);
    }
    Map<WitnessId, Integer> witnesses = new EnumMap<>(WitnessId.class);
    for (WitnessId witness : WitnessId.values()) {
      witnesses.put(witness, stableOrFree(last, witness.process(), used));
    }
    StringBuilder chosen =
        new StringBuilder("broker=" + broker + "\ncontroller=" + controller + "\n")
            .append("postgres=" + postgres + "\n");
    witnesses.forEach((witness, port) -> chosen.append(witness.process() + "=" + port + "\n"));
    SecretFiles.write(remembered, chosen.toString());
    return new PortPlan(services, broker, controller, postgres, witnesses);
  }

  /** The option that sets the port of a service. */
  static String option(Service service) {
    return "--" + service.id() + "-port";
  }

  /**
   * Refuses ports that no machine has, and one port for two services.
   *
   * @throws Failure with a sentence that names the option
   */
  static void requireSense(Map<Service, Integer> asked) {
    Set<Integer> seen = new HashSet<>();
    asked.forEach(
        (service, port) -> {
          if (port < 0 || port > 65535) {
            throw Failure.usage(
                option(service) + " must be between 0 and 65535, not " + port + ".");
          }
          if (port != 0 && !seen.add(port)) {
            throw Failure.usage("Two services cannot share the port " + port + ".");
          }
        });
  }

  private static void requireFree(Map<Service, Integer> asked) {
    List<String> taken = new ArrayList<>();
    for (Service service : Service.values()) {
      int port = asked.getOrDefault(service, service.defaultPort());
      if (port != 0 && !Ports.isFree(port)) {
        taken.add(
            "Port "
                + port
                + " of "
                + service.title()
                + " is taken; give it another by "
                + option(service)
                + " (0 takes any that is free).");
      }
    }
    if (!taken.isEmpty()) {
      throw Failure.failed(String.join("\n", taken));
    }
  }

  private static int stableOrFree(Properties last, String name, Set<Integer> used) {
    try {
      int port = Integer.parseInt(last.getProperty(name, "0"));
      if (port > 0 && port <= 65535 && Ports.isFree(port) && used.add(port)) {
        return port;
      }
    } catch (NumberFormatException e) {
      return anotherFree(used);
    }
    return anotherFree(used);
  }

  private static int anotherFree(Set<Integer> used) {
    int port = Ports.free();
    while (!used.add(port)) {
      port = Ports.free();
    }
    return port;
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (var in = Files.newBufferedReader(file)) {
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties;
  }

  /** The base URL of a service. */
  String url(Service service) {
    return "http://" + Ports.HOST + ":" + services.getOrDefault(service, 0);
  }
}
