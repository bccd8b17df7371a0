package org.mithaq.audit.oversight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.RecordObject;
import org.mithaq.audit.record.StoredRecord;

/**
 * A record as one reader sees it.
 *
 * @param id its id
 * @param emitter who emitted it
 * @param number the emitter's number; null while it is not in the log
 * @param year which log it is in
 * @param index where in it
 * @param state what has become of its content
 * @param at when it happened
 * @param operation what was done
 * @param decision whether it was granted
 * @param reason why not
 * @param agency who acted
 * @param user who of them
 * @param owners whose information it is
 * @param recipients who was told
 * @param objects what it is about
 * @param agreement under which agreement
 * @param agreementVersion in which version
 * @param articles under which articles
 * @param purpose for which purpose
 * @param justification in the reader's words
 * @param withheld the members of which this reader does not see all
 */
@Schema(name = "Record", description = "A disclosure record as this reader may see it")
public record RecordView(
    String id,
    String emitter,
    @Nullable Long number,
    @Nullable Integer year,
    @Nullable Long index,
    String state,
    @Nullable Instant at,
    @Nullable String operation,
    @Nullable String decision,
    @Nullable String reason,
    @Nullable String agency,
    @Nullable String user,
    List<String> owners,
    List<String> recipients,
    List<ObjectView> objects,
    @Nullable String agreement,
    @Nullable Integer agreementVersion,
    List<String> articles,
    @Nullable String purpose,
    @Nullable String justification,
    List<String> withheld) {

  /**
   * What a record is about.
   *
   * @param kind of what kind
   * @param id its id
   * @param version its version
   * @param owner whose it is, where the record says so for each object; {@code audit}: for nobody
   *     but oversight and who acted
   */
  @Schema(name = "RecordObject")
  public record ObjectView(
      String kind, String id, @Nullable Integer version, @Nullable String owner) {}

  /** Copies the lists. */
  public RecordView {
    Objects.requireNonNull(id);
    owners = List.copyOf(owners);
    recipients = List.copyOf(recipients);
    objects = List.copyOf(objects);
    articles = List.copyOf(articles);
    withheld = List.copyOf(withheld);
  }

  /** A record that this reader may see, which says this. */
  public static RecordView of(Caller caller, StoredRecord stored, Optional<Disclosure> content) {
    Visibility visible = new Visibility(caller, content);
    Disclosure said = content.orElse(null);
    UUID id = stored.id();
    Long number = stored.place().map(p -> p.number()).orElse(null);
    Integer year = stored.place().map(p -> p.year()).orElse(null);
    Long index = stored.place().map(p -> p.position()).orElse(null);
    String state = stored.state().name().toLowerCase(Locale.ROOT);
    if (said == null) {
      return new RecordView(
          id.toString(),
          stored.emitter(),
          number,
          year,
          index,
          state,
          null,
          null,
          null,
          null,
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          null,
          null,
          List.of(),
          null,
          null,
          List.of());
    }
    List<String> withheld = new ArrayList<>();
    for (String name : List.of("user", "owners", "recipients", "objects", "justification")) {
      if (!visible.open(name)) {
        withheld.add(name);
      }
    }
    return new RecordView(
        id.toString(),
        stored.emitter(),
        number,
        year,
        index,
        state,
        said.at(),
        said.operation().code(),
        said.decision().code(),
        said.reason(),
        said.agency(),
        visible.open("user") ? said.user() : null,
        said.owners().stream().filter(visible::ownerOpen).toList(),
        said.recipients().stream().filter(visible::recipientOpen).toList(),
        said.objects().stream().filter(visible::objectOpen).map(RecordView::view).toList(),
        said.agreement(),
        said.agreementVersion(),
        said.articles(),
        said.purpose(),
        visible.open("justification") ? said.justification() : null,
        withheld);
  }

  private static ObjectView view(RecordObject object) {
    return new ObjectView(object.kind(), object.id(), object.version(), object.owner());
  }

  @Override
  public String toString() {
    return "RecordView[" + id + "]";
  }
}
