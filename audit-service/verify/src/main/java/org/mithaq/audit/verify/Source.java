package org.mithaq.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /**
   * The checkpoints that are kept beside the log, {@code checkpoints/<size>}; none where there are
   * none.
   *
   * @throws Unreachable when that could not be found out
   */
  List<Milestones.Kept> kept();

  /**
   * The paths of the checkpoints that groups of witnesses have cosigned, {@code cosigned/<policy>};
   * none where there are none, or where they cannot be listed.
   *
   * @throws Unreachable when that could not be found out
   */
  List<String> cosigned();

  /**
   * How wide the partial tiles are that lie beside this full tile or bundle, in any order; none
   * where there are none, or where they cannot be listed.
   *
   * @param full the path that the full one has or would have
   * @throws Unreachable when that could not be found out
   */
  List<Integer> partials(String full);

  /** How messages name this source. */
  String name();

  /** A log that is served over HTTP. */
  final class Http implements Source {
    private static final int ATTEMPTS = 3;

    /** What is kept cannot be listed over HTTP as a folder can, so that this file lists it. */
    private static final String INDEX = "checkpoints/index";

    private static final Pattern LINE = Pattern.compile("(0|[1-9][0-9]{0,17})( [ -~]*)?");

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
    public List<Milestones.Kept> kept() {
      SortedSet<Long> sizes = new TreeSet<>();
      read(INDEX)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .ifPresent(text -> text.lines().forEach(line -> sizes.add(size(line))));
      return sizes.stream()
          .map(size -> new Milestones.Kept(this, "checkpoints/" + size, size))
          .toList();
    }

    @Override
    public List<String> cosigned() {
      return List.of();
    }

    @Override
    public List<Integer> partials(String full) {
      return List.of();
    }

    private static long size(String line) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new Fault(INDEX, "a line of it does not begin with a size");
      }
      return Long.parseLong(parts.group(1));
    }

    @Override
    public String name() {
      return base;
    }
  }

  /** A log that has been mirrored into a folder. */
  final class Folder implements Source {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern POLICY = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern WIDTH = Pattern.compile("[1-9][0-9]{0,2}");

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
    public List<Milestones.Kept> kept() {
      return kept("checkpoints");
    }

    /** The checkpoints in this folder under the base; files of other names are none. */
    List<Milestones.Kept> kept(String folder) {
      return names(folder, SIZE).stream()
          .map(size -> new Milestones.Kept(this, folder + "/" + size, Long.parseLong(size)))
          .toList();
    }

    @Override
    public List<String> cosigned() {
      return names("cosigned", POLICY).stream().map(name -> "cosigned/" + name).toList();
    }

    @Override
    public List<Integer> partials(String full) {
      return names(full + ".p", WIDTH).stream()
          .map(Integer::parseInt)
          .filter(width -> width < TilePath.WIDTH)
          .toList();
    }

    private List<String> names(String folder, Pattern wanted) {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(base.resolve(folder))) {
        for (Path file : files) {
          String name = file.getFileName().toString();
          if (wanted.matcher(name).matches()) {
            names.add(name);
          }
        }
      } catch (NoSuchFileException e) {
        return List.of();
      } catch (IOException | DirectoryIteratorException e) {
        throw new Unreachable("cannot read " + base.resolve(folder), e);
      }
      return names;
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
