package org.mithaq.exchange.identity;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.mithaq.exchange.problem.StartMapper;

/** Refuses to start where tokens and content would cross a network in clear. */
@ApplicationScoped
class TransportCheck {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  private final TransportConfig transport;
  private final Config config;

  @Inject
  TransportCheck(TransportConfig transport, Config config) {
    this.transport = transport;
    this.config = config;
  }

  void check(@Observes StartupEvent event) {
    String host = config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
    boolean tls =
        Set.of(
                "quarkus.http.ssl.certificate.files",
                "quarkus.http.ssl.certificate.key-store-file",
                "quarkus.http.tls-configuration-name")
            .stream()
            .anyMatch(name -> config.getOptionalValue(name, String.class).isPresent());
    boolean plain =
        !"disabled"
            .equals(
                config
                    .getOptionalValue("quarkus.http.insecure-requests", String.class)
                    .orElse("enabled"));
    unsafe(host, tls, plain, transport.tlsTerminatedElsewhere())
        .or(
            () ->
                config
                    .getOptionalValue("mp.jwt.verify.publickey.location", String.class)
                    .flatMap(TransportCheck::missing))
        .ifPresent(
            why -> {
              throw StartMapper.refused(why);
            });
  }

  /** Without the issuer's key no token is good, and nobody would see why. */
  static Optional<String> missing(String location) {
    return location.startsWith("file:")
            && !Files.isReadable(Path.of(location.substring("file:".length())))
        ? Optional.of(
            "The issuer's public key, mp.jwt.verify.publickey.location="
                + location
                + ", cannot be read.")
        : Optional.empty();
  }

  /** Why the transport is unsafe, as a sentence for the operator; empty if it is safe. */
  static Optional<String> unsafe(
      String host, boolean tls, boolean plain, boolean terminatedElsewhere) {
    if (LOOPBACK.contains(host) || terminatedElsewhere || (tls && !plain)) {
      return Optional.empty();
    }
    return Optional.of(
        "quarkus.http.host is "
            + host
            + ", and tokens and content would cross the network in clear. Give the service a certificate and set"
            + " quarkus.http.insecure-requests=disabled, or set mithaq.identity.tls-terminated-elsewhere=true if a proxy"
            + " beside it ends TLS.");
  }
}
