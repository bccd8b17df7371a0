package org.mithaq.local.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.mithaq.local.client.Http;
import org.mithaq.local.client.Problem;
import org.mithaq.local.console.Failure;

/**
 * Fills a folder with receipts as the verifier's {@code --records} wants them: {@code
 * <id>.tlog-proof} of every record, {@code <id>.erasure} of every one that was erased, and {@code
 * index}, which says what the folder is whole in. It is written last, so that a folder whose
 * filling was cut short has none. What is fetched again replaces what was there: of a record that
 * has been erased since, nothing stays.
 */
public final class ReceiptFolder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int PAGE = 500;
  private static final int ACCEPTED_YEARS = 100;

  private final Http http;
  private final URI audit;
  private final Supplier<String> token;
  private final Duration patience;
  private final Path folder;

  /**
   * A folder to be filled.
   *
   * @param http the client
   * @param audit the base URL of audit-service
   * @param token gives a token of who reads, at any time
   * @param patience how long to wait for a receipt whose witnesses have not cosigned yet
   * @param folder where to; made if it is missing
   */
  public ReceiptFolder(
      Http http, URI audit, Supplier<String> token, Duration patience, Path folder) {
    this.http = http;
    this.audit = audit;
    this.token = token;
    this.patience = patience;
    this.folder = folder;
  }

  /**
   * What came of it.
   *
   * @param records how many records were fetched
   * @param erased how many of these have been erased
   */
  public record Filled(long records, long erased) {}

  /**
   * Fetches the receipts of all records that the reader may see. Where nobody keeps one back from a
   * reader who may see all, the index says of each log how many of its first entries are due.
   *
   * @param filters more parameters of the request, such as {@code &from=2026-03-01}; empty for all
   * @param whole whether the reader may see all there are, and asks for all
   * @param fetched takes the number of receipts fetched so far
   * @throws Failure if a receipt cannot be had; the folder then has no index
   */
  public Filled fill(String filters, boolean whole, LongConsumer fetched) {
    Path index = folder.resolve("index");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(index);
      // Asked before the records are: each of these entries must then be among them.
      Map<String, Long> logs = whole ? logs() : Map.of();
      TreeSet<UUID> ids = new TreeSet<>();
      TreeSet<UUID> pending = new TreeSet<>();
      Map<UUID, byte[]> erasures = new HashMap<>();
      long erased = 0;
      String cursor = "";
      do {
        JsonNode page =
            JSON.readTree(get("/v1/receipts?limit=" + PAGE + filters + cursor, "application/json"));
        for (JsonNode item : page.path("items")) {
          UUID id = id(item.path("record"));
          ids.add(id);
          if (item.path("receipt").isTextual()) {
            write(id + ".tlog-proof", item.path("receipt").textValue());
          } else {
            pending.add(id);
          }
          if (item.path("erasure").isTextual()) {
            UUID by = id(item.path("erasure"));
            erasures.computeIfAbsent(by, this::receipt);
            Files.write(folder.resolve(id + ".erasure"), erasures.get(by));
            erased++;
          }
          fetched.accept(ids.size());
        }
        cursor = page.path("next").isTextual() ? "&cursor=" + page.path("next").textValue() : "";
      } while (!cursor.isEmpty());
      for (UUID id : pending) {
        Files.write(folder.resolve(id + ".tlog-proof"), receipt(id));
      }
      List<String> lines =
          whole
              ? logs.entrySet().stream().map(log -> all(log.getKey(), log.getValue())).toList()
              : ids.stream().map(UUID::toString).toList();
      Files.write(index, lines);
      return new Filled(ids.size(), erased);
    } catch (IOException e) {
      throw Failure.failed("Receipts cannot be written to " + folder + ".");
    }
  }

  private static String all(String origin, long size) {
    return "all " + size + " " + origin;
  }

  /** The size of the log of each year, by its origin. */
  private Map<String, Long> logs() {
    Map<String, Long> logs = new HashMap<>();
    String[] current = checkpoint(get("/v1/log/checkpoint", "*/*"));
    logs.put(current[0], Long.parseLong(current[1]));
    int year = Integer.parseInt(current[0].substring(current[0].lastIndexOf('/') + 1));
    for (int before = year - 1; before > year - ACCEPTED_YEARS; before--) {
      Optional<byte[]> note = find("/v1/logs/" + before + "/checkpoint", "*/*");
      if (note.isEmpty()) {
        break;
      }
      String[] log = checkpoint(note.get());
      logs.put(log[0], Long.parseLong(log[1]));
    }
    return logs;
  }

  private static String[] checkpoint(byte[] note) {
    String[] lines = new String(note, StandardCharsets.UTF_8).split("\n", 3);
    if (lines.length < 3
        || !lines[0].matches("[!-~]+/[0-9]{4}")
        || !lines[1].matches("[0-9]{1,18}")) {
      throw Failure.failed("What the log serves as its checkpoint is none.");
    }
    return lines;
  }

  private static UUID id(JsonNode json) {
    try {
      return UUID.fromString(json.asText());
    } catch (IllegalArgumentException e) {
      throw Failure.failed("The audit-service names a record by what is no id.");
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** The receipt of one record, once its witnesses have cosigned. */
  private byte[] receipt(UUID id) {
    return get("/v1/records/" + id + "/receipt", "text/plain");
  }

  private byte[] get(String path, String type) {
    return find(path, type)
        .orElseThrow(() -> Failure.failed(audit.resolve(path) + " is not there."));
  }

  /** What is there; empty where nothing is. */
  private Optional<byte[]> find(String path, String type) {
    URI uri = URI.create(audit + path);
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri)
              .header("Authorization", "Bearer " + token.get())
              .header("Accept", type);
      HttpResponse<byte[]> answer;
      try {
        answer = http.send(request);
      } catch (IOException e) {
        throw Http.unreachable(uri);
      }
      if (answer.statusCode() == 200) {
        return Optional.of(answer.body());
      }
      if (answer.statusCode() == 404) {
        return Optional.empty();
      }
      long wait = answer.headers().firstValueAsLong("Retry-After").orElse(-1);
      if (answer.statusCode() != 503 || wait < 0 || System.nanoTime() - until > 0) {
        throw Failure.failed(
            uri + " answered: " + Problem.read(answer.statusCode(), answer.body()).sentence());
      }
      pause(Duration.ofSeconds(wait));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.failed("Stopped.");
    }
  }
}
