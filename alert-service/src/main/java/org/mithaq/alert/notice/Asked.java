package org.mithaq.alert.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.problem.FieldError;
import org.mithaq.alert.problem.Problem;
import org.mithaq.alert.problem.ProblemException;

/** What the requests of this package may ask for; refuses the rest as an invalid parameter. */
final class Asked {

  private static final Set<String> PURPOSES =
      Set.of("prevention", "detection", "investigation", "protection");

  private Asked() {}

  /** How many a page is to have. */
  static int limit(@Nullable String text, NoticeConfig config) {
    if (text == null) {
      return config.pageSize();
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= config.maxPageSize()) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same answer.
    }
    throw invalid("/limit", "It is a number from 1 to " + config.maxPageSize() + ".");
  }

  /** The purpose that the caller names, or null. */
  static @Nullable String purpose(@Nullable String purpose) {
    if (purpose != null && !PURPOSES.contains(purpose)) {
      throw invalid(
          "/Mithaq-Purpose", "It is one of " + String.join(", ", new TreeSet<>(PURPOSES)) + ".");
    }
    return purpose;
  }

  /** The place after which a page begins, empty for the first. */
  static String after(@Nullable String cursor) {
    try {
      return cursor == null ? "" : new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    } catch (IllegalArgumentException e) {
      throw notACursor();
    }
  }

  /** What names a place to the caller. */
  static String cursor(String place) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
  }

  static ProblemException notACursor() {
    return invalid("/cursor", "It is the next of an earlier page.");
  }

  static ProblemException invalid(String pointer, String detail) {
    return new ProblemException(new Problem.InvalidParameter(new FieldError(pointer, detail)));
  }
}
