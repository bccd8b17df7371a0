package org.mithaq.audit.oversight;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

/**
 * What came of a request to create something, which has been recorded either way.
 *
 * @param body what was created; null when it was refused
 * @param auditRecord the record of it
 * @param refusal why not; empty when it was created
 */
public record Done<T>(@Nullable T body, UUID auditRecord, Optional<Problem> refusal) {

  /** Checks that there is either. */
  public Done {
    Objects.requireNonNull(auditRecord);
    if ((body == null) != refusal.isPresent()) {
      throw new IllegalArgumentException("either something was created or it was refused");
    }
  }

  /** Something was created. */
  public static <T> Done<T> created(T body, UUID auditRecord) {
    return new Done<>(body, auditRecord, Optional.empty());
  }

  /** Nothing was. */
  public static <T> Done<T> refused(Problem why, UUID auditRecord) {
    return new Done<>(null, auditRecord, Optional.of(why));
  }

  /**
   * What was created.
   *
   * @throws ProblemException when it was refused
   */
  public T created() {
    if (body == null) {
      throw new ProblemException(refusal.orElseThrow(), Optional.of(auditRecord.toString()));
    }
    return body;
  }

  @Override
  public String toString() {
    return "Done[" + auditRecord + "]";
  }
}
