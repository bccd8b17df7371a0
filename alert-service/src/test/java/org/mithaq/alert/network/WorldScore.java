package org.mithaq.alert.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mithaq.alert.notice.Notice;

/** Has the notices of one agency scored against the truth by the worlds' own script. */
final class WorldScore {

  private static final ObjectMapper JSON = new ObjectMapper();

  private WorldScore() {}

  static JsonNode of(String world, List<Worlds.Entry> entries, Collection<Notice> notices)
      throws IOException, InterruptedException {
    Map<String, String> keys = new HashMap<>();
    entries.forEach(entry -> keys.put(entry.view().header().id(), entry.key()));
    List<List<String>> shown = new ArrayList<>();
    notices.forEach(
        notice -> shown.add(notice.signals().stream().map(ref -> keys.get(ref.id())).toList()));
    Path file = Files.createTempFile("notices", ".json");
    try {
      Files.writeString(file, JSON.writeValueAsString(shown));
      Process process =
          new ProcessBuilder(
                  "python3",
                  Worlds.folder().resolve("score.py").toString(),
                  Worlds.folder().resolve(world).resolve("truth.ndjson").toString(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      JsonNode score = JSON.readTree(process.getInputStream().readAllBytes());
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("score.py");
      }
      return score;
    } finally {
      Files.delete(file);
    }
  }
}
