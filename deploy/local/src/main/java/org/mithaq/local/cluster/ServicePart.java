package org.mithaq.local.cluster;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One of the three services; ready when its readiness check says so. */
final class ServicePart implements Part {

  private static final String READINESS = "/q/health/ready";

  private final DataDirectory data;
  private final Path archive;
  private final Service service;
  private final String url;
  private final HttpClient http;

  ServicePart(DataDirectory data, Path archive, Service service, String url, HttpClient http) {
    this.data = data;
    this.archive = archive;
    this.service = service;
    this.url = url;
    this.http = http;
  }

  @Override
  public String name() {
    return service.id();
  }

  @Override
  public String title() {
    return service.title();
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public Path log() {
    return data.log(name());
  }

  @Override
  public Process spawn() throws IOException {
    return Spawn.start(
        List.of(
            Spawn.java(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            archive.toString()),
        data.service(service),
        log());
  }

  @Override
  public boolean isReady() {
    return HealthProbe.isWell(http, url + READINESS);
  }

  @Override
  public Optional<String> hint() {
    return HealthProbe.hint(http, url + READINESS);
  }

  @Override
  public void askToStop(ProcessHandle process) {
    process.destroy();
  }
}
