package org.mithaq.alert.matching;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known was kept in another form, by another version of this service, or by another
 * matching key. Trying again does not help: it has to be made anew.
 */
public final class FormException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private FormException(String what) {
    super(what + " MITHAQ_MATCHING_REBUILD=<a new name> makes what is known anew");
  }

  /**
   * In another form.
   *
   * @param what what has it
   */
  static FormException ofForm(String what) {
    return new FormException(what + " of another form:");
  }

  /**
   * By another key.
   *
   * @param kept epoch of the key that what is known was kept by
   * @param epoch epoch of the key that is to be matched by
   */
  static FormException ofKey(long kept, int epoch) {
    return new FormException(
        ("what is known was matched by the key of epoch %d, and not %d: MITHAQ_MATCHING_EPOCH=%d goes"
                + " on with it, and to change the key")
            .formatted(kept, epoch, kept));
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
