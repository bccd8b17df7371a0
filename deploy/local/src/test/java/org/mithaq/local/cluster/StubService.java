package org.mithaq.local.cluster;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Plays a service or a witness for the launcher's tests: ready at once, on the port that it is
 * told.
 */
public final class StubService {

  private StubService() {}

  public static void main(String[] arguments) throws IOException {
    List<String> told = List.of(arguments);
    int listen = told.indexOf("--listen") + 1;
    if (listen > 0) {
      String[] address = told.get(listen).split(":");
      serve(address[0], address[1], "/health");
      return;
    }
    Properties config = new Properties();
    try (var in = Files.newBufferedReader(Path.of("config/application.properties"))) {
      config.load(in);
    }
    serve(
        config.getProperty("quarkus.http.host"),
        config.getProperty("quarkus.http.port"),
        "/q/health/ready");
  }

  private static void serve(String host, String port, String health) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port)), 0);
    server.createContext(health, exchange -> exchange.sendResponseHeaders(200, -1));
    server.start();
  }

  /** Lays an installation whose services are all played by this class. */
  static Installation install(Path folder) throws IOException {
    Installation stubs = new Installation(folder);
    List<Path> archives = new ArrayList<>(List.of(stubs.witness()));
    for (Service service : Service.values()) {
      archives.add(stubs.archive(service));
    }
    for (Path archive : archives) {
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
