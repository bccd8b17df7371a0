package org.mithaq.bench.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatcherCommandTest {

  @TempDir Path folder;

  @Test
  void doesWithoutAContestantOfWhichAnEarlierBuildLeftNothingButTheEntry() throws IOException {
    try (URLClassLoader loader = naming("org.mithaq.bench.Gone")) {
      assertThat(MatcherCommand.others(loader))
          .hasSameSizeAs(MatcherCommand.others(Finder.Kind.class.getClassLoader()));
    }
  }

  @Test
  void failsWithAContestantThatDoesNotStart() throws IOException {
    try (URLClassLoader loader = naming(Broken.class.getName())) {
      assertThatThrownBy(() -> MatcherCommand.others(loader)).hasRootCauseMessage("broken");
    }
  }

  private URLClassLoader naming(String contestant) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Finder.Kind.class.getName()), contestant);
    URL[] entry = {folder.toUri().toURL()};
    return new URLClassLoader(entry, Finder.Kind.class.getClassLoader());
  }

  /** One that is there and does not start. */
  public static final class Broken implements Finder.Kind {

    public Broken() {
      throw new IllegalStateException("broken");
    }

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Finder open(Finder.Findings findings) throws IOException {
      throw new IOException("broken");
    }
  }
}
