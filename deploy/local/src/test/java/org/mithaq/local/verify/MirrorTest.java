package org.mithaq.local.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.local.client.FakeService;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.Failure;

class MirrorTest {

  @TempDir Path folder;

  private final FakeService service = FakeService.start();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void namesTheTilesOfALogAsTheSpecificationDoes() {
    assertThat(Mirror.tiles(0)).isEmpty();
    assertThat(Mirror.tiles(1)).containsExactly("tile/entries/000.p/1", "tile/0/000.p/1");
    assertThat(Mirror.tiles(256))
        .containsExactly("tile/entries/000", "tile/0/000", "tile/1/000.p/1");
    assertThat(Mirror.tiles(70_000))
        .contains(
            "tile/entries/273.p/112",
            "tile/0/272",
            "tile/0/273.p/112",
            "tile/1/000",
            "tile/1/001.p/17")
        .contains("tile/2/000.p/1")
        .doesNotContain("tile/2/000");
    assertThat(Mirror.index(1_234_067)).isEqualTo("x001/x234/067");
    assertThat(Mirror.index(1_000)).isEqualTo("x001/000");
  }

  @Test
  void copiesWhatIsServedByteForByte() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    service.on(
        "/v1/log",
        call -> {
          String path = call.getRequestURI().getPath();
          asked.add(path);
          FakeService.answer(
              call,
              200,
              "application/octet-stream",
              path.endsWith("checkpoint")
                  ? "mithaq.local/2026\n257\nroot\n\n— sig\n"
                  : path.endsWith("index") ? "0 2026-03-02T21:00:00Z\n120\n" : "bytes of " + path);
        });

    long size =
        new Mirror(new Http())
            .copy(service.url().resolve("/v1/log"), folder, done -> assertThat(done).isPositive());

    assertThat(size).isEqualTo(257);
    assertThat(folder.resolve("checkpoint")).content(StandardCharsets.UTF_8).endsWith("— sig\n");
    assertThat(folder.resolve("tile/entries/001.p/1"))
        .hasContent("bytes of /v1/log/tile/entries/001.p/1");
    assertThat(folder.resolve("tile/1/000.p/1")).exists();
    assertThat(folder.resolve("checkpoints/120")).hasContent("bytes of /v1/log/checkpoints/120");
    assertThat(folder.resolve("checkpoints/index"))
        .content()
        .startsWith("0 2026")
        .endsWith("120\n");
    // What is kept is listed before the checkpoint, which may already be further.
    assertThat(asked)
        .hasSize(9)
        .startsWith("/v1/log/checkpoints/index", "/v1/log/checkpoint")
        .contains("/v1/log/checkpoints/0");
  }

  @Test
  void copiesTheLogsOfAllYearsForTheVerifier() {
    service.on(
        "/v1",
        call -> {
          String path = call.getRequestURI().getPath();
          boolean there = path.matches("/v1/(log|logs/202[68])/(checkpoint|tile/.*)");
          FakeService.answer(
              call,
              there ? 200 : 404,
              "text/plain",
              !there
                  ? ""
                  : path.contains("2026/checkpoint")
                      ? "mithaq.local/2026\n2\nroot\n"
                      : path.endsWith("checkpoint")
                          ? "mithaq.local/2028\n3\nroot\n"
                          : "bytes of " + path);
        });
    AtomicLong files = new AtomicLong();

    Mirror.Copy copy =
        new Mirror(new Http()).copyAll(service.url().resolve("/v1/log"), folder, files::set);

    assertThat(copy.entries()).isEqualTo(5);
    assertThat(copy.arguments())
        .containsExactly(
            "--dir",
            folder.resolve("2028").toString(),
            "--before",
            folder.resolve("2026").toString());
    assertThat(folder.resolve("2026/tile/0/000.p/2"))
        .hasContent("bytes of /v1/logs/2026/tile/0/000.p/2");
    assertThat(folder.resolve("2028/tile/0/000.p/3")).exists();
    // Of each: a bundle, a tile, the checkpoint.
    assertThat(files).hasValue(6);
  }

  @Test
  void refusesWhatIsNoListOfCheckpoints() {
    for (String text : List.of("x\n", "\n", "007\n", "../1\n", "<html>")) {
      assertThatThrownBy(() -> Mirror.kept(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(Failure.class);
    }
  }

  @Test
  void leavesNoCheckpointThatPromisesWhatIsNotThere() {
    service.on(
        "/v1/log",
        call -> {
          boolean checkpoint = call.getRequestURI().getPath().endsWith("/checkpoint");
          FakeService.answer(
              call,
              checkpoint ? 200 : 404,
              "text/plain",
              checkpoint ? "mithaq.local/2026\n3\nroot\n" : "gone");
        });

    assertThatThrownBy(
            () -> new Mirror(new Http()).copy(service.url().resolve("/v1/log"), folder, n -> {}))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("tile/entries/000.p/3");
    assertThat(Files.exists(folder.resolve("checkpoint"))).isFalse();
  }

  @Test
  void refusesWhatIsNoCheckpoint() {
    for (String text :
        List.of("", "a\nb\nc\n", "a\n-1\nc\n", "a\n99999999999999999999\nc\n", "<html>")) {
      assertThatThrownBy(() -> Mirror.size(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(Failure.class);
    }
  }
}
