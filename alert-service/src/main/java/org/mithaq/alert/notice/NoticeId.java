package org.mithaq.alert.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Ids of notices: whoever may know the same oldest signal comes to the same id. */
public final class NoticeId {

  private static final Pattern FORM = Pattern.compile("n-[0-9a-f]{32}");
  private static final int BYTES = 16;

  private NoticeId() {}

  /**
   * The id of the notice that begins with a signal.
   *
   * @param kind kind of the notice
   * @param agreement its agreement
   * @param oldest id of its oldest signal, by acceptance and id
   */
  public static String of(Notice.Kind kind, String agreement, String oldest) {
    return of(kind + "\n" + agreement + "\n" + oldest);
  }

  /**
   * The id of the notice that asks a human about the persons whom a signal protects.
   *
   * @param agreement its agreement
   * @param signal id of the signal that names them as victims or witnesses
   */
  public static String ofReview(String agreement, String signal) {
    return of(Notice.Kind.PROTECTION + "\nreview\n" + agreement + "\n" + signal);
  }

  private static String of(String what) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(UTF_8));
      return "n-" + HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether a text could be an id. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
