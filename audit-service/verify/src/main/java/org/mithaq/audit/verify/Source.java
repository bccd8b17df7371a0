package org.mithaq.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** From where a log's files come: both ways have the same paths under them. */
sealed interface Source {

  /** No bundle of 256 entries can be longer. */
  int MOST_BYTES = 256 * (2 + 65_535);

  /**
   * The content of this file; empty when there is no such file.
   *
   * @throws Unreachable when that could not be found out
   */
  Optional<byte[]> read(String path);

  /** How messages name this source. */
  String name();

  /** A log that is served over HTTP. */
  final class Http implements Source {
    private static final int ATTEMPTS = 3;

    private final String base;
    private final HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Http(String url) {
      base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public Optional<byte[]> read(String path) {
      IOException last = null;
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        try {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create(base + "/" + path))
                  .timeout(Duration.ofSeconds(30))
                  .header("Accept-Encoding", "gzip, identity")
                  .build();
          HttpResponse<InputStream> response =
              client.send(request, HttpResponse.BodyHandlers.ofInputStream());
          try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == 200) {
              boolean gzip =
                  response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
              return Optional.of(limited(gzip ? new GZIPInputStream(body) : body));
            }
            if (status == 404 || status == 410) {
              return Optional.empty();
            }
            last = new IOException("status " + status);
            if (status < 500 && status != 429) {
              break;
            }
          }
        } catch (IOException e) {
          last = e;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new Unreachable("interrupted", e);
        }
      }
      String reason = last == null || last.getMessage() == null ? "" : ": " + last.getMessage();
      throw new Unreachable("cannot read " + base + "/" + path + reason, last);
    }

    @Override
    public String name() {
      return base;
    }
  }

  /** A log that has been mirrored into a folder. */
  final class Folder implements Source {
    private final Path base;

    Folder(Path base) {
      this.base = base;
    }

    @Override
    public Optional<byte[]> read(String path) {
      Path file = base.resolve(path);
      try (InputStream in = Files.newInputStream(file)) {
        return Optional.of(limited(in));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      } catch (IOException e) {
        throw new Unreachable("cannot read " + file, e);
      }
    }

    @Override
    public String name() {
      return base.toString();
    }
  }

  private static byte[] limited(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new IOException("longer than any file of a log");
    }
    return bytes;
  }
}
