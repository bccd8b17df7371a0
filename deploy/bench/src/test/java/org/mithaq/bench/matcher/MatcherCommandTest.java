package org.mithaq.bench.matcher;

import static org.assertj.core.api.Assertions.assertThat;

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
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Finder.Kind.class.getName()), "org.mithaq.bench.Gone");
    URL[] left = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(left, Finder.Kind.class.getClassLoader())) {
      assertThat(MatcherCommand.others(loader)).isEmpty();
    }
  }
}
