package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The postings of a token that have the same audience.
 *
 * @param id short hash of the audience
 * @param audience agencies, sorted
 * @param count how many postings
 */
public record Group(String id, List<String> audience, long count) {

  /** Copies the audience and refuses a negative count. */
  public Group {
    audience = List.copyOf(audience);
    if (count < 0) {
      throw new IllegalArgumentException("count");
    }
  }

  /** The group of an audience, with a count. */
  public static Group of(List<String> audience, long count) {
    return new Group(idOf(audience), audience, count);
  }

  /** The id of an audience, which must be sorted. */
  public static String idOf(List<String> audience) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(String.join(",", audience).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
