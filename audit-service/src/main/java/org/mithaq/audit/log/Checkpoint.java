package org.mithaq.audit.log;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the log says of itself, C2SP tlog-checkpoint.
 *
 * @param origin whose log it is
 * @param size how many entries it has
 * @param root the root over them
 * @param closed whether no entry will ever follow: said by an extension line, which tools of others
 *     pass over
 */
public record Checkpoint(String origin, long size, byte[] root, boolean closed) {

  private static final String CLOSED = "closed";

  /** Checks every part. */
  public Checkpoint {
    Objects.requireNonNull(origin);
    if (origin.isEmpty() || size < 0 || root.length != Merkle.BYTES) {
      throw new IllegalArgumentException("an origin, a size from 0, a root of 32 bytes");
    }
    root = root.clone();
  }

  /** Of a log that goes on. */
  public Checkpoint(String origin, long size, byte[] root) {
    this(origin, size, root, false);
  }

  /** The text that is signed. */
  public String text() {
    String text = origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    return closed ? text + CLOSED + "\n" : text;
  }

  /** Whether the other one says the same. */
  public boolean sameAs(Checkpoint other) {
    return origin.equals(other.origin)
        && size == other.size
        && Arrays.equals(root, other.root)
        && closed == other.closed;
  }

  /** Reads the text; empty when it is not the text of a checkpoint as we write it. */
  public static Optional<Checkpoint> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 3 || !lines.get(1).matches("0|[1-9][0-9]{0,17}")) {
      return Optional.empty();
    }
    try {
      Checkpoint checkpoint =
          new Checkpoint(
              lines.getFirst(),
              Long.parseLong(lines.get(1)),
              Base64.getDecoder().decode(lines.get(2)),
              lines.size() > 3);
      return checkpoint.text().equals(text) ? Optional.of(checkpoint) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
