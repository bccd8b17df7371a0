package org.mithaq.local.cluster;

/** The cluster cannot do what was asked; the message is a sentence that the user can act on. */
public final class ClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates it with a sentence for the user. */
  public ClusterException(String message) {
    super(message);
  }

  /** Creates it with a sentence for the user and the cause for a log. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
