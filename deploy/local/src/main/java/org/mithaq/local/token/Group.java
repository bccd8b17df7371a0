package org.mithaq.local.token;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a user may do, one name in the claim {@code groups}. Nobody has more by accident: none
 * implies another.
 */
public enum Group {
  /** Writes signals. */
  PUBLISHER,
  /** Reads signals, notices and feeds. */
  ANALYST,
  /** Decides on releases. */
  RELEASER,
  /** Opens what protects victims, witnesses and minors. */
  SAFEGUARDING,
  /** Reads the audit records of the own side. */
  AUDITOR,
  /** Reads the audit records of both sides. */
  OVERSIGHT,
  /** Changes agreements, partners and keys. */
  ADMINISTRATOR;

  /** The group's name in a token. */
  public String claim() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> claims() {
    return Arrays.stream(values()).map(Group::claim).toList();
  }
}
