package org.mithaq.local.key;

import java.util.Locale;

/**
 * The witnesses of a local cluster. Each stands for a ministry that would run its own on its own
 * premises.
 */
public enum WitnessId {
  /** Morocco's. */
  MA,
  /** The Netherlands'. */
  NL;

  /** Its short name, under which audit-service knows it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its entry in {@code run.json}, and the beginning of the names of its keys' files. */
  public String process() {
    return "witness-" + id();
  }

  /** Its name in its cosignatures. */
  public String signer() {
    return KeyMaterial.LOG_NAME + "/witness/" + id();
  }
}
