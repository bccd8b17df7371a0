package org.mithaq.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** The witness over HTTP: {@code POST /add-checkpoint}, and {@code GET /health}. */
final class WitnessServer implements AutoCloseable {

  private static final int MOST_BYTES = 64 << 10;
  private static final int AT_ONCE = 64;

  private final Witness witness;
  private final PrintStream log;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(AT_ONCE);

  private WitnessServer(Witness witness, PrintStream log, HttpServer server) {
    this.witness = witness;
    this.log = log;
    this.server = server;
  }

  /**
   * Listens at once.
   *
   * @param log where is said what went wrong here
   * @throws IOException when the address is taken
   */
  static WitnessServer start(Witness witness, InetSocketAddress address, PrintStream log)
      throws IOException {
    WitnessServer running = new WitnessServer(witness, log, HttpServer.create(address, 0));
    running.server.createContext("/", running::handle);
    running.server.setExecutor(running.threads);
    running.server.start();
    return running;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (path.equals("/health")) {
      return new Answer(200, Answer.TEXT, "ok\n");
    }
    if (!path.equals("/add-checkpoint")) {
      return new Answer(404, Answer.TEXT, "there is nothing here\n");
    }
    if (!method.equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      return new Answer(405, Answer.TEXT, "add-checkpoint is a POST\n");
    }
    if (!room.tryAcquire()) {
      return new Answer(503, Answer.TEXT, "too many requests at once\n");
    }
    try {
      byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        return new Answer(413, Answer.TEXT, "the body is longer than any request can be\n");
      }
      return cosign(body);
    } finally {
      room.release();
    }
  }

  private Answer cosign(byte[] body) {
    try {
      return witness.addCheckpoint(body);
    } catch (IOException | RuntimeException e) {
      log.println("witness: nothing was cosigned: " + e);
      return new Answer(500, Answer.TEXT, "the fault is on this side; nothing was cosigned\n");
    }
  }

  @Override
  public void close() {
    server.stop(1);
    threads.shutdown();
  }
}
