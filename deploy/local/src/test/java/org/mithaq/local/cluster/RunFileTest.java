package org.mithaq.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

  @TempDir Path folder;

  @Test
  void namesUrlAndPidOfEveryProcess() throws Exception {
    Path file = folder.resolve("run.json");
    RunFile run = new RunFile(file, folder, 7);

    run.put("exchange", "http://127.0.0.1:8081", 11);
    run.put("broker", "127.0.0.1:9092", 12);
    run.put("exchange", "http://127.0.0.1:8081", 13);

    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(file.toFile()))
        .isEqualTo(
            json.readTree(
                """
                {"dataDir": "%s",
                 "processes": {"exchange": {"url": "http://127.0.0.1:8081", "pid": 13},
                               "broker": {"url": "127.0.0.1:9092", "pid": 12}},
                 "launcher": {"pid": 7}}
                """
                    .formatted(folder)));
  }

  @Test
  void leavesNothingWhenAllHasStopped() {
    Path file = folder.resolve("run.json");
    RunFile run = new RunFile(file, folder, 7);
    run.put("alert", "http://127.0.0.1:8082", 11);

    run.remove();

    assertThat(folder).isEmptyDirectory();
  }
}
