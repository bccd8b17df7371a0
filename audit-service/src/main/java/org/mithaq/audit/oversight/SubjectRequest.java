package org.mithaq.audit.oversight;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

/**
 * What a data subject wants to know, as it reaches this service: an exchange has found the signals
 * that name the person, and only their ids come here, never by what they were found.
 *
 * @param signals the signals' ids, 1 to 500
 * @param justification why it is asked, 1 to 500 characters; no name, number or other trait
 */
@Schema(
    name = "DataSubjectRequest",
    description = "The signals that name somebody, by their ids alone")
public record SubjectRequest(
    @Nullable List<@Nullable String> signals, @Nullable String justification) {

  private static final int MOST_SIGNALS = 500;
  private static final int MOST_CHARACTERS = 500;

  /**
   * What is asked, checked.
   *
   * @param signals the signals, each once
   * @param justification why
   */
  public record Asked(List<UUID> signals, String justification) {

    /** Copies the list. */
    public Asked {
      signals = List.copyOf(signals);
      Objects.requireNonNull(justification);
    }

    @Override
    public String toString() {
      return "Asked[" + signals.size() + " signals]";
    }
  }

  /**
   * Checks every part.
   *
   * @throws ProblemException naming all that is wrong
   */
  public Asked checked() {
    List<Problem.Flaw> flaws = new ArrayList<>();
    TreeSet<UUID> ids = new TreeSet<>();
    if (signals == null || signals.isEmpty() || signals.size() > MOST_SIGNALS) {
      flaws.add(new Problem.Flaw("/signals", "1 to " + MOST_SIGNALS + " ids of signals"));
    } else {
      for (int i = 0; i < signals.size(); i++) {
        String text = signals.get(i);
        if (text != null
            && text.matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")) {
          ids.add(UUID.fromString(text));
        } else {
          flaws.add(new Problem.Flaw("/signals/" + i, "the id of a signal"));
        }
      }
    }
    if (justification == null
        || justification.isBlank()
        || justification.length() > MOST_CHARACTERS) {
      flaws.add(
          new Problem.Flaw(
              "/justification", "why it is asked, 1 to " + MOST_CHARACTERS + " characters"));
    }
    if (!flaws.isEmpty() || justification == null) {
      throw new ProblemException(new Problem.InvalidParameter(flaws));
    }
    return new Asked(List.copyOf(ids), justification);
  }

  @Override
  public String toString() {
    return "SubjectRequest[]";
  }
}
