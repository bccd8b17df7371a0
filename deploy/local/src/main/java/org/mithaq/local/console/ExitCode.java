package org.mithaq.local.console;

/** How a command ends, the same for all of them: scripts and tests rely on it. */
public final class ExitCode {

  /** Done as asked. */
  public static final int OK = 0;

  /** Not done: something is unreachable, was refused or took too long. */
  public static final int FAILED = 1;

  /** The command was called wrongly; nothing was tried. */
  public static final int USAGE = 2;

  /** What was checked is not as it must be. */
  public static final int FAULT = 3;

  private ExitCode() {}
}
