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
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((kind + "\n" + agreement + "\n" + oldest).getBytes(UTF_8));
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
