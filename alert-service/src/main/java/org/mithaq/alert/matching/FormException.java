package org.mithaq.alert.matching;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known was kept in another form, by another version of this service. Trying again does not
 * help: it has to be made anew.
 */
public final class FormException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what what has another form
   */
  FormException(String what) {
    super(what + " of another form: MITHAQ_MATCHING_REBUILD=<a new name> makes what is known anew");
  }

  /** This, where a failure comes of it. */
  public static Optional<FormException> in(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof FormException form) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }
}
