package org.mithaq.local.publish;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A line of the file.
 *
 * @param number from 1, as an editor counts
 * @param agency who publishes it, or null if that cannot be told
 * @param reference the agency's own, if the signal bears one: only then may it be sent twice
 * @param body the signal as it is sent, without a line end
 * @param fault why it is not sent at all, or null
 */
record Line(
    long number,
    @Nullable String agency,
    @Nullable String reference,
    byte[] body,
    @Nullable Fault fault) {

  /**
   * Why a line is not sent.
   *
   * @param slug the last part of the problem's type
   * @param detail a sentence
   */
  record Fault(String slug, String detail) {}

  static Line of(long number, String agency, @Nullable String reference, String json) {
    return new Line(number, agency, reference, json.getBytes(StandardCharsets.UTF_8), null);
  }

  static Line raw(long number, String agency, byte[] body) {
    return new Line(number, agency, null, body, null);
  }

  static Line refused(
      long number,
      @Nullable String agency,
      @Nullable String reference,
      String slug,
      String detail) {
    return new Line(number, agency, reference, new byte[0], new Fault(slug, detail));
  }

  @Override
  public String toString() {
    return "Line[" + number + ", " + agency + ", " + body.length + " bytes]";
  }
}
