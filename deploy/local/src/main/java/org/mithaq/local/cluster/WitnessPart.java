package org.mithaq.local.cluster;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import org.mithaq.local.key.WitnessId;
import org.mithaq.local.stack.Ports;

/** A witness of the audit log, as a ministry would run it; ready when it answers. */
final class WitnessPart implements Part {

  private final DataDirectory data;
  private final Path archive;
  private final WitnessId witness;
  private final int port;
  private final HttpClient http;

  WitnessPart(DataDirectory data, Path archive, WitnessId witness, int port, HttpClient http) {
    this.data = data;
    this.archive = archive;
    this.witness = witness;
    this.port = port;
    this.http = http;
  }

  @Override
  public String name() {
    return witness.process();
  }

  @Override
  public String title() {
    return "witness " + witness.id();
  }

  @Override
  public String url() {
    return "http://" + Ports.HOST + ":" + port;
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
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-jar",
            archive.toString(),
            "--name",
            witness.signer(),
            "--key",
            data.keys().witness(witness).toString(),
            "--state",
            data.witness(witness).toString(),
            "--yearly-log",
            data.keys().readLogVerifier(),
            "--listen",
            Ports.HOST + ":" + port),
        data.witness(witness),
        log());
  }

  @Override
  public boolean isReady() {
    return HealthProbe.isWell(http, url() + "/health");
  }

  @Override
  public void askToStop(ProcessHandle process) {
    process.destroy();
  }
}
