package org.mithaq.audit.reconciliation;

import java.util.Objects;
import java.util.UUID;
import org.mithaq.audit.record.Names;

/**
 * What an emitter says that it sent.
 *
 * @param reconciliation which asked
 * @param emitter who says it
 * @param tally what it sent
 */
public record Statement(UUID reconciliation, String emitter, Tally tally) {

  /** CloudEvents type. */
  public static final String TYPE = "mithaq.statement.v1";

  /** Checks that all is there. */
  public Statement {
    Objects.requireNonNull(reconciliation);
    Names.checked(emitter);
    Objects.requireNonNull(tally);
  }
}
