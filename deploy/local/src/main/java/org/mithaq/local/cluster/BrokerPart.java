package org.mithaq.local.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.mithaq.local.stack.BrokerProcess;
import org.mithaq.local.stack.Ports;
import org.mithaq.local.stack.StackException;
import org.mithaq.local.stack.Topic;

/** The Kafka broker; ready when the topics are there. */
final class BrokerPart implements Part {

  private final Installation installation;
  private final DataDirectory data;
  private final int port;
  private final int controllerPort;
  private final List<Topic> topics;

  BrokerPart(
      Installation installation,
      DataDirectory data,
      int port,
      int controllerPort,
      List<Topic> topics) {
    this.installation = installation;
    this.data = data;
    this.port = port;
    this.controllerPort = controllerPort;
    this.topics = List.copyOf(topics);
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String title() {
    return "Kafka";
  }

  @Override
  public String url() {
    return Ports.HOST + ":" + port;
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
            "-cp",
            installation.classPath(),
            BrokerProcess.class.getName(),
            data.kafka().toString(),
            String.valueOf(port),
            String.valueOf(controllerPort)),
        data.root(),
        log());
  }

  @Override
  public boolean isReady() {
    // The client would else wait, and say on its log that nobody is there yet.
    if (Ports.isFree(port)) {
      return false;
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", url(), "client.id", "launcher"))) {
      Topic.ensure(admin, topics);
      return true;
    } catch (StackException e) {
      return false;
    }
  }

  @Override
  public void askToStop(ProcessHandle process) {
    process.destroy();
  }
}
