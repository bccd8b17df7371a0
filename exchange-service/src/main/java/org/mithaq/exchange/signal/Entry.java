package org.mithaq.exchange.signal;

import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.problem.ProblemType;

/** One thing that a transaction of the intake has to do. */
sealed interface Entry {

  /**
   * A signal to be kept.
   *
   * @param draft the signal
   * @param referenceHash the hash of its reference, if it has one
   * @param contentHash the hash of its canonical content
   * @param sealed its content
   * @param view its view, JSON
   * @param collection the record of its acceptance
   * @param refusal makes the record of a refusal that only the database can find
   * @param key the idempotency key that it came with
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Publish(
      Draft draft,
      byte @Nullable [] referenceHash,
      byte[] contentHash,
      ContentVault.Sealed sealed,
      String view,
      DisclosureRecord collection,
      BiFunction<ProblemType, Optional<DisclosureRecord.Subject>, DisclosureRecord> refusal,
      Optional<Key> key)
      implements Entry {

    @Override
    public String toString() {
      return "Publish[" + draft.id() + "]";
    }
  }

  /**
   * A refusal to be recorded.
   *
   * @param record its record
   */
  record Refuse(DisclosureRecord record) implements Entry {}

  /**
   * An idempotency key.
   *
   * @param path the address that it is for
   * @param hash its hash
   * @param answer the sealed answer that a repeated request gets
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Key(String path, byte[] hash, byte[] answer) {

    @Override
    public String toString() {
      return "Key[" + path + "]";
    }
  }

  /** What became of an entry. */
  sealed interface Outcome {

    /** The signal is kept, its view and its record will leave. */
    record Stored() implements Outcome {}

    /** The agency had posted just this before. */
    record Known(StoredSignal signal) implements Outcome {}

    /**
     * It is refused.
     *
     * @param why which rule
     * @param existing the signal in its way, if one is
     * @param record the record of the refusal
     */
    record Refused(ProblemType why, Optional<UUID> existing, DisclosureRecord record)
        implements Outcome {}

    /** The same request was answered before, with this sealed answer. */
    @SuppressWarnings("ArrayRecordComponent")
    record Repeated(byte[] answer) implements Outcome {

      @Override
      public String toString() {
        return "Repeated[redacted]";
      }
    }

    /** The refusal is recorded. */
    record Recorded() implements Outcome {}
  }
}
