package org.mithaq.audit.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An erasure as one reader sees it. Oversight sees all of it; auditors what concerns their side,
 * and no names of other agencies' people.
 *
 * @param id its id
 * @param state {@code proposed}, {@code carried-out}, {@code rejected} or {@code lapsed}
 * @param basis on which basis
 * @param article the articles of that basis
 * @param authority who ordered it, or what was due by itself; null when this reader may not see it,
 *     and once the proposal's own record has been erased
 * @param proposed by whom and when it was proposed
 * @param lapses when it lapses if nobody decides; null once it is decided
 * @param decided by whom and when it was carried out or rejected, or when it lapsed; null while it
 *     waits
 * @param records the records that it is about, as far as they are of the reader's side
 */
@Schema(
    name = "Erasure",
    description = "An erasure that is proposed, carried out or rejected, or has lapsed")
public record ErasureView(
    String id,
    String state,
    String basis,
    String article,
    @Nullable String authority,
    Act proposed,
    @Nullable Instant lapses,
    @Nullable Act decided,
    List<String> records) {

  /**
   * What somebody did about an erasure.
   *
   * @param at when
   * @param agency for which agency; {@code audit}: the service itself
   * @param user who; null as with {@code authority}
   * @param record the record of it; of an erasure that was carried out the one whose receipt proves
   *     it
   */
  @Schema(name = "ErasureAct")
  public record Act(Instant at, @Nullable String agency, @Nullable String user, String record) {

    @Override
    public String toString() {
      return "Act[" + record + "]";
    }
  }

  /** Copies the list. */
  public ErasureView {
    Objects.requireNonNull(id);
    records = List.copyOf(records);
  }

  @Override
  public String toString() {
    return "ErasureView[" + id + "]";
  }
}
