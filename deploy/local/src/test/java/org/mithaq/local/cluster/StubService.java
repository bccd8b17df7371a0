package org.mithaq.local.cluster;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Plays a service for the launcher's tests: ready at once, on the port that it is told. */
public final class StubService {

  private StubService() {}

  public static void main(String[] arguments) throws IOException {
    Properties config = new Properties();
    try (var in = Files.newBufferedReader(Path.of("config/application.properties"))) {
      config.load(in);
    }
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getByName(config.getProperty("quarkus.http.host")),
                Integer.parseInt(config.getProperty("quarkus.http.port"))),
            0);
    server.createContext("/q/health/ready", exchange -> exchange.sendResponseHeaders(200, -1));
    server.start();
  }

  /** Lays an installation whose services are all played by this class. */
  static Installation install(Path folder) throws IOException {
    Installation stubs = new Installation(folder);
    for (Service service : Service.values()) {
      Path archive = stubs.archive(service);
      Files.createDirectories(archive.getParent());
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubService.class.getName());
      try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(archive), manifest)) {
        for (Class<?> type : List.of(StubService.class, Service.class, Installation.class)) {
          String name = type.getName().replace('.', '/') + ".class";
          jar.putNextEntry(new JarEntry(name));
          try (var in = type.getClassLoader().getResourceAsStream(name)) {
            in.transferTo(jar);
          }
          jar.closeEntry();
        }
      }
    }
    Path config = stubs.config();
    Files.createDirectories(config.resolve("agreements"));
    Files.copy(
        Installation.find().config().resolve("partners.json"), config.resolve("partners.json"));
    return stubs;
  }
}
