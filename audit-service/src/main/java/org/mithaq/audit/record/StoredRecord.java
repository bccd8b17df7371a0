package org.mithaq.audit.record;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A record as it lies in the database, sealed.
 *
 * @param id its id
 * @param emitter who emitted it
 * @param state whether it can be opened
 * @param place its place in the log; empty while it waits for one
 * @param root the root over its commitments
 * @param sealed its content; empty once it is erased
 * @param clear what lies in clear of it; not to be believed before the record has been opened
 */
public record StoredRecord(
    UUID id,
    String emitter,
    State state,
    Optional<Place> place,
    byte[] root,
    Optional<SealedContent> sealed,
    InClear clear) {

  /** What has become of a record's content. */
  public enum State {
    /** It says what happened. */
    READABLE,
    /** It was entered although it could not be read. */
    UNREADABLE,
    /** It was lawfully erased; its entry remains. */
    ERASED
  }

  /** Checks that the parts are there. */
  public StoredRecord {
    Objects.requireNonNull(id);
    Objects.requireNonNull(emitter);
    Objects.requireNonNull(state);
    Objects.requireNonNull(place);
    Objects.requireNonNull(sealed);
    Objects.requireNonNull(clear);
  }

  /** Under which agreement, if under one. */
  public Optional<String> agreement() {
    return Optional.ofNullable(clear.agreement());
  }
}
