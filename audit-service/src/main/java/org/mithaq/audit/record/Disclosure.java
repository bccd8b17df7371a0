package org.mithaq.audit.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One disclosure record, as its emitter states it.
 *
 * @param id the record's id
 * @param emitter who states it
 * @param at when it happened
 * @param operation what was done
 * @param decision whether it was granted
 * @param reason the problem's slug when it was refused
 * @param agency who acted
 * @param user who of that agency, as its token names them; null: a service by itself
 * @param owners whose information it is
 * @param recipients who was told, or asked to be
 * @param objects what it is about
 * @param agreement under which agreement
 * @param agreementVersion in which version
 * @param articles under which articles of it
 * @param purpose for which purpose
 * @param justification in the reader's own words
 */
public record Disclosure(
    UUID id,
    String emitter,
    Instant at,
    Operation operation,
    Decision decision,
    @Nullable String reason,
    String agency,
    @Nullable String user,
    List<String> owners,
    List<String> recipients,
    List<RecordObject> objects,
    @Nullable String agreement,
    @Nullable Integer agreementVersion,
    List<String> articles,
    @Nullable String purpose,
    @Nullable String justification) {

  /** Copies the lists and checks the ids. */
  public Disclosure {
    Objects.requireNonNull(id);
    Names.checked(emitter);
    Objects.requireNonNull(at);
    Objects.requireNonNull(operation);
    Objects.requireNonNull(decision);
    Names.checked(agency);
    owners = List.copyOf(owners);
    owners.forEach(Names::checked);
    recipients = List.copyOf(recipients);
    recipients.forEach(Names::checked);
    objects = List.copyOf(objects);
    if (agreement != null) {
      Names.checked(agreement);
    }
    articles = List.copyOf(articles);
  }

  /**
   * Every agency whose side this record is of: who acted, whose information it is, who was told.
   */
  public List<String> sides() {
    TreeSet<String> sides = new TreeSet<>(owners);
    sides.addAll(recipients);
    sides.add(agency);
    return List.copyOf(sides);
  }

  @Override
  public String toString() {
    return "Disclosure[" + id + ", " + operation.code() + "]";
  }
}
