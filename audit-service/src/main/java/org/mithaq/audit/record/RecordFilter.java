package org.mithaq.audit.record;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which records are asked for. All that is given must hold.
 *
 * @param agency who acted
 * @param recipient who was told
 * @param agreement under which agreement
 * @param article under which article
 * @param operation what was done
 * @param from not before
 * @param to before
 */
public record RecordFilter(
    Optional<String> agency,
    Optional<String> recipient,
    Optional<String> agreement,
    Optional<String> article,
    Optional<Operation> operation,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** Every record. */
  public static final RecordFilter ALL =
      new RecordFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Checks that the parts are there. */
  public RecordFilter {
    Objects.requireNonNull(agency);
    Objects.requireNonNull(recipient);
    Objects.requireNonNull(agreement);
    Objects.requireNonNull(article);
    Objects.requireNonNull(operation);
    Objects.requireNonNull(from);
    Objects.requireNonNull(to);
  }
}
