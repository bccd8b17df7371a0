package org.mithaq.audit.stack;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.mithaq.audit.verify.Main;

/** Runs the verifier as a user would, and keeps what it said. */
public record Verifier(int status, String said) {

  /** Runs it with these arguments. */
  public static Verifier run(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Verifier(Main.run(out, out, args), bytes.toString(StandardCharsets.UTF_8));
  }
}
