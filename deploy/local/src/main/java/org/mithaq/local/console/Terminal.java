package org.mithaq.local.console;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What stands behind the standard streams: a person's terminal, or a file or pipe. */
public final class Terminal {

  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  private Terminal() {}

  /** Standard output in UTF-8 whatever the locale says: names of people and places need it. */
  public static PrintStream output() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  /** Standard error in UTF-8. */
  public static PrintStream errors() {
    return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  }

  /**
   * The style for standard output: coloured if a person reads it and did not set {@code NO_COLOR}.
   */
  public static Style outputStyle() {
    return Style.of(wantsColour(isTerminal(STANDARD_OUTPUT), System.getenv()));
  }

  /** The style for standard error. */
  public static Style errorStyle() {
    return Style.of(wantsColour(isTerminal(STANDARD_ERROR), System.getenv()));
  }

  /** Whether a person reads standard error, so that a progress bar helps. */
  public static boolean errorsAreWatched() {
    return isTerminal(STANDARD_ERROR) && !"dumb".equals(System.getenv("TERM"));
  }

  /** Whether a person reads standard output. */
  public static boolean outputIsWatched() {
    return isTerminal(STANDARD_OUTPUT);
  }

  static boolean wantsColour(boolean terminal, Map<String, String> environment) {
    // https://no-color.org: present and not empty, whatever its value.
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  private static boolean isTerminal(int descriptor) {
    // Java tells only whether input and output both are one; Linux tells of each.
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      if (Files.isSymbolicLink(link)) {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      }
    } catch (IOException e) {
      return false;
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
