package org.mithaq.local.console;

import java.io.Serial;

/**
 * Ends a command with one sentence for its user and an exit code; never shown with a stack trace.
 */
public final class Failure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Failure(int exitCode, String sentence) {
    super(sentence, null, false, false);
    this.exitCode = exitCode;
  }

  /** Something that was needed could not be had: exit code {@value ExitCode#FAILED}. */
  public static Failure failed(String sentence) {
    return new Failure(ExitCode.FAILED, sentence);
  }

  /** The command was called wrongly: exit code {@value ExitCode#USAGE}. */
  public static Failure usage(String sentence) {
    return new Failure(ExitCode.USAGE, sentence);
  }

  /** A check found a fault: exit code {@value ExitCode#FAULT}. */
  public static Failure fault(String sentence) {
    return new Failure(ExitCode.FAULT, sentence);
  }

  /** One of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }

  /** The sentence for the user. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
