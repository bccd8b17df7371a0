package org.mithaq.audit.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

/**
 * What somebody proposes to erase.
 *
 * @param records ids of records
 * @param signals ids of signals, for all acts on them that are recorded; readings of the log are
 *     not among these
 * @param basis on which legal basis
 * @param authority who orders it, and under which reference, 1 to 300 characters; no name, number
 *     or other trait of whom the records are about
 */
@Schema(name = "ErasureRequest", description = "What is proposed to be erased, and on whose order")
public record ErasureRequest(
    @Nullable List<@Nullable String> records,
    @Nullable List<@Nullable String> signals,
    @Nullable String basis,
    @Nullable String authority) {

  /** So many records at most are erased at once. */
  static final int MOST = 500;

  private static final int MOST_CHARACTERS = 300;

  /**
   * What is proposed, checked.
   *
   * @param records ids of records, each once
   * @param signals ids of signals, each once
   * @param basis on which basis
   * @param authority who orders it
   */
  public record Asked(List<UUID> records, List<UUID> signals, Basis basis, String authority) {

    /** Copies the lists. */
    public Asked {
      records = List.copyOf(records);
      signals = List.copyOf(signals);
    }

    @Override
    public String toString() {
      return "Asked[" + records.size() + " records, " + signals.size() + " signals]";
    }
  }

  /**
   * Checks every part.
   *
   * @throws ProblemException naming all that is wrong
   */
  public Asked checked() {
    List<Problem.Flaw> flaws = new ArrayList<>();
    final List<UUID> recordIds = ids("/records", records, flaws);
    final List<UUID> signalIds = ids("/signals", signals, flaws);
    if (flaws.isEmpty() && recordIds.isEmpty() && signalIds.isEmpty()) {
      flaws.add(new Problem.Flaw("/records", "ids of records, or of signals in /signals"));
    }
    Optional<Basis> known = Optional.ofNullable(basis).flatMap(Basis::proposable);
    if (known.isEmpty()) {
      flaws.add(new Problem.Flaw("/basis", "one of " + Basis.proposable()));
    }
    if (authority == null
        || authority.isBlank()
        || authority.length() > MOST_CHARACTERS
        || authority.chars().anyMatch(Character::isISOControl)) {
      flaws.add(
          new Problem.Flaw(
              "/authority", "who orders it, 1 to " + MOST_CHARACTERS + " characters in a line"));
    }
    if (!flaws.isEmpty() || authority == null) {
      throw new ProblemException(new Problem.InvalidParameter(flaws));
    }
    return new Asked(recordIds, signalIds, known.orElseThrow(), authority);
  }

  private static List<UUID> ids(
      String pointer, @Nullable List<@Nullable String> texts, List<Problem.Flaw> flaws) {
    TreeSet<UUID> ids = new TreeSet<>();
    if (texts == null) {
      return List.of();
    }
    if (texts.size() > MOST) {
      flaws.add(new Problem.Flaw(pointer, "at most " + MOST));
      return List.of();
    }
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (text != null
          && text.matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")) {
        ids.add(UUID.fromString(text));
      } else {
        flaws.add(new Problem.Flaw(pointer + "/" + i, "an id"));
      }
    }
    return List.copyOf(ids);
  }

  @Override
  public String toString() {
    return "ErasureRequest[]";
  }
}
