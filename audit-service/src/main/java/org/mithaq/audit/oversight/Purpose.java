package org.mithaq.audit.oversight;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

/** The purpose that a reading names in its header. */
public final class Purpose {

  /** The header. */
  public static final String HEADER = "Mithaq-Purpose";

  private static final Set<String> KNOWN =
      Set.of("prevention", "detection", "investigation", "protection");

  private Purpose() {}

  /**
   * The purpose that was named, if one was.
   *
   * @throws ProblemException when it is not one of the four
   */
  public static Optional<String> of(@Nullable String header) {
    if (header != null && !KNOWN.contains(header)) {
      throw new ProblemException(
          new Problem.InvalidParameter(
              HEADER, "one of prevention, detection, investigation, protection"));
    }
    return Optional.ofNullable(header);
  }
}
