package org.mithaq.audit.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log as anybody sees it: read from the published files alone. */
public final class PublishedLog {

  private static final Pattern TILE =
      Pattern.compile(
          "(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  private final LogDirectory directory;
  private final LogSettings settings;
  private final LogSigner signer;

  /** The logs in this folder, signed by this signer. */
  public PublishedLog(LogDirectory directory, LogSettings settings, LogSigner signer) {
    this.directory = directory;
    this.settings = settings;
    this.signer = signer;
  }

  /**
   * A checkpoint and the note that signs it.
   *
   * @param checkpoint what it says
   * @param note its signed form, as it is published
   */
  public record Signed(Checkpoint checkpoint, String note) {}

  /** The origin of a year's log. */
  public String origin(int year) {
    return settings.origin(year);
  }

  /** The year of the current log. */
  public OptionalInt currentYear() throws IOException {
    return directory.current();
  }

  /** The signed note that is published for a year's log, as it is. */
  public Optional<String> note(int year) throws IOException {
    return directory.checkpoint(year);
  }

  /**
   * The published checkpoint of a year's log, its signature checked.
   *
   * @throws ForkException when what is published was not signed by this log's key
   */
  public Optional<Signed> checkpoint(int year) throws IOException {
    Optional<String> note = directory.checkpoint(year);
    if (note.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(recognised(year, note.get()));
  }

  private Signed recognised(int year, String note) {
    Checkpoint checkpoint =
        signer
            .recognise(origin(year), note)
            .orElseThrow(
                () ->
                    new ForkException(
                        "the published checkpoint of "
                            + origin(year)
                            + " is not signed by this log's key"));
    return new Signed(checkpoint, note);
  }

  /**
   * The checkpoints of a year's log that are there to rest a proof on, the newest first: the
   * published one, and the newest that each group of witnesses has cosigned.
   *
   * @throws ForkException when one of them was not signed by this log's key
   */
  public List<Signed> checkpoints(int year) throws IOException {
    List<Signed> all = new ArrayList<>();
    checkpoint(year).ifPresent(all::add);
    for (String note : directory.kept(year)) {
      all.add(recognised(year, note));
    }
    all.sort(Comparator.comparingLong((Signed s) -> s.checkpoint().size()).reversed());
    return all;
  }

  /**
   * Which checkpoints of a year's log are kept for ever, the oldest first: a line each, the size
   * and the hour; empty while there is none.
   */
  public Optional<String> index(int year) throws IOException {
    return directory.index(year);
  }

  /** The checkpoint of a year's log that is kept for ever under this size, as it was published. */
  public Optional<String> note(int year, long size) throws IOException {
    return directory.checkpoint(year, size);
  }

  /** Proofs in the tree of this published checkpoint. */
  public Proofs proofs(int year, Checkpoint checkpoint) {
    long size = checkpoint.size();
    return new Proofs(
        size,
        tile -> {
          long hashes = size >> (8 * tile.level());
          int width = (int) Math.min(TilePath.WIDTH, hashes - tile.position() * TilePath.WIDTH);
          try {
            return file(year, TilePath.tile(tile.level(), tile.position(), width).substring(5))
                .orElseThrow(() -> new IllegalStateException("a published tile is missing"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * A tile or bundle by its path under {@code tile/}. A partial one that has been replaced by the
   * full one is cut from it.
   */
  public Optional<byte[]> file(int year, String path) throws IOException {
    Matcher parts = TILE.matcher(path);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<byte[]> exact = directory.read(year, "tile/" + path);
    if (exact.isPresent() || parts.group(3) == null) {
      return exact;
    }
    int width = Integer.parseInt(parts.group(3));
    if (width >= TilePath.WIDTH) {
      return Optional.empty();
    }
    boolean entries = parts.group(1).equals("entries");
    return directory
        .read(year, "tile/" + parts.group(1) + "/" + parts.group(2))
        .map(
            full ->
                entries
                    ? EntryBundle.prefix(full, width)
                    : Arrays.copyOf(full, width * Merkle.BYTES));
  }
}
