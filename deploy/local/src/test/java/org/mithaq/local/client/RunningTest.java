package org.mithaq.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.local.console.Failure;

class RunningTest {

  @TempDir Path data;

  @Test
  void readsTheAddressAnewEachTime() throws Exception {
    Running running = Running.in(data);
    write("{\"processes\":{\"exchange\":{\"url\":\"http://127.0.0.1:8081/\",\"pid\":1}}}");
    assertThat(running.exchange()).isEqualTo(URI.create("http://127.0.0.1:8081"));
    write("{\"processes\":{\"exchange\":{\"url\":\"http://127.0.0.1:9081\",\"pid\":2}}}");
    assertThat(running.exchange()).isEqualTo(URI.create("http://127.0.0.1:9081"));
    assertThatThrownBy(running::audit)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("audit-service");
  }

  @Test
  void saysSoWhenNothingRuns() {
    assertThatThrownBy(() -> Running.in(data).alert())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("./mithaq up");
  }

  private void write(String json) throws Exception {
    Files.writeString(data.resolve("run.json"), json);
  }
}
