package org.mithaq.audit.oversight;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.RecordObject;

/**
 * What was done with somebody's signals, a page of it.
 *
 * @param items what was done, the newest first; a page may have fewer than were asked for
 * @param next the cursor of the next page; null at the end
 */
@Schema(name = "DataSubjectAnswer")
public record SubjectAnswer(List<Act> items, @Nullable String next) {

  /**
   * One act.
   *
   * @param record the record of it, for its receipt
   * @param at when
   * @param operation what was done
   * @param decision whether it was granted
   * @param agency who acted
   * @param recipients who was told, as far as this reader may know
   * @param signals which of the signals that were asked for it was about
   * @param agreement under which agreement
   * @param articles under which articles of it
   * @param purpose for which purpose
   */
  @Schema(name = "DataSubjectAct")
  public record Act(
      String record,
      Instant at,
      String operation,
      String decision,
      String agency,
      List<String> recipients,
      List<String> signals,
      @Nullable String agreement,
      List<String> articles,
      @Nullable String purpose) {

    /** Copies the lists. */
    public Act {
      recipients = List.copyOf(recipients);
      signals = List.copyOf(signals);
      articles = List.copyOf(articles);
      Objects.requireNonNull(record);
    }
  }

  /** Copies the list. */
  public SubjectAnswer {
    items = List.copyOf(items);
  }

  /**
   * The act that a record tells of; empty when this reader may not know that it is about any of the
   * signals.
   */
  static Optional<Act> act(Caller caller, Disclosure said, Set<String> asked) {
    Visibility visible = new Visibility(caller, Optional.of(said));
    List<String> signals =
        said.objects().stream()
            .filter(object -> object.kind().equals("signal") && asked.contains(object.id()))
            .filter(visible::objectOpen)
            .map(RecordObject::id)
            .distinct()
            .toList();
    if (signals.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Act(
            said.id().toString(),
            said.at(),
            said.operation().code(),
            said.decision().code(),
            said.agency(),
            said.recipients().stream().filter(visible::recipientOpen).toList(),
            signals,
            said.agreement(),
            said.articles(),
            said.purpose()));
  }
}
