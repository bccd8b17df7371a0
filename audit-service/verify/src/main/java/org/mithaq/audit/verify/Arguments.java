package org.mithaq.audit.verify;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the program was asked to check.
 *
 * @param log the log, if there is one to check
 * @param before the logs of earlier years that it continues, oldest first
 * @param keys the pinned keys of the logs
 * @param witnesses the pinned keys of witnesses that must have cosigned
 * @param checkpoints files of older checkpoints that the log must contain
 * @param receipts files of receipts
 * @param quiet no progress bar
 */
record Arguments(
    Optional<Source> log,
    List<Source> before,
    List<VerifierKey> keys,
    List<VerifierKey> witnesses,
    List<Path> checkpoints,
    List<Path> receipts,
    boolean quiet) {

  static final String HELP =
      """
      verify [--url URL | --dir FOLDER] --key VKEY|FILE [options]

      Checks an audit log from its published files alone: the signature of its checkpoint, every entry,
      every tile of every level, the root, and that each emitter's records are numbered without a gap.

        --url URL          the log's address, e.g. http://127.0.0.1:8083/v1/log
        --dir FOLDER       a folder with the same files: checkpoint, tile/...
        --key VKEY|FILE    the log's verifier key, or a file that holds it; may be repeated.
                           Take it from whom you trust, never from the log that you check
        --witness VKEY|FILE
                           a witness that must have cosigned; may be repeated
        --checkpoint FILE  an older checkpoint of the log, which it must still contain; may be repeated
        --receipt FILE     a receipt to check, with or without a log; may be repeated
        --before URL|FOLDER
                           the log of an earlier year that this one continues; may be repeated,
                           oldest first
        --quiet            no progress bar
        --help             this text

      Exit status: 0 all holds; 1 the log cannot be read; 2 wrong usage; 3 a fault was found.
      """;

  Arguments {
    before = List.copyOf(before);
    keys = List.copyOf(keys);
    witnesses = List.copyOf(witnesses);
    checkpoints = List.copyOf(checkpoints);
    receipts = List.copyOf(receipts);
  }

  /**
   * Reads the command line; keys that are named by a file are read from it.
   *
   * @throws UsageException when it makes no sense
   */
  static Arguments parse(List<String> args) {
    List<Source> logs = new ArrayList<>();
    List<Source> before = new ArrayList<>();
    List<VerifierKey> keys = new ArrayList<>();
    List<VerifierKey> witnesses = new ArrayList<>();
    List<Path> checkpoints = new ArrayList<>();
    List<Path> receipts = new ArrayList<>();
    boolean quiet = false;
    for (int i = 0; i < args.size(); i++) {
      String option = args.get(i);
      String value = "";
      int equals = option.indexOf('=');
      if (option.startsWith("--") && equals > 0) {
        value = option.substring(equals + 1);
        option = option.substring(0, equals);
      } else if (!option.equals("--quiet")) {
        if (++i == args.size()) {
          throw new UsageException(option + " is not known, or lacks its value");
        }
        value = args.get(i);
      }
      switch (option) {
        case "--url" -> logs.add(url(value));
        case "--dir" -> logs.add(new Source.Folder(path(value)));
        case "--before" -> before.add(urlOrFolder(value));
        case "--key" -> keys.addAll(keys(value, VerifierKey.Kind.LOG));
        case "--witness" -> witnesses.addAll(keys(value, VerifierKey.Kind.WITNESS));
        case "--checkpoint" -> checkpoints.add(path(value));
        case "--receipt" -> receipts.add(path(value));
        case "--quiet" -> quiet = true;
        default -> throw new UsageException(option + " is not known");
      }
    }
    if (logs.size() > 1) {
      throw new UsageException("name one log, with --url or with --dir");
    }
    if (logs.isEmpty() && receipts.isEmpty()) {
      throw new UsageException("name a log with --url or --dir, or a --receipt");
    }
    if (logs.isEmpty() && (!checkpoints.isEmpty() || !before.isEmpty())) {
      throw new UsageException("--checkpoint and --before need the log that they are of");
    }
    if (keys.isEmpty()) {
      throw new UsageException("name the log's key with --key");
    }
    return new Arguments(
        logs.stream().findFirst(), before, keys, witnesses, checkpoints, receipts, quiet);
  }

  private static Source urlOrFolder(String value) {
    return value.matches("https?://.*") ? url(value) : new Source.Folder(path(value));
  }

  private static Source url(String value) {
    try {
      URI uri = URI.create(value);
      if (value.matches("https?://.*") && uri.getHost() != null) {
        return new Source.Http(value);
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("not an address: " + value);
    }
    throw new UsageException("not an address: " + value);
  }

  private static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new UsageException("not a file: " + value);
    }
  }

  private static List<VerifierKey> keys(String value, VerifierKey.Kind kind) {
    List<String> lines = List.of(value);
    if (value.indexOf('+') < 0 || Files.isRegularFile(path(value))) {
      try {
        lines = Files.readString(path(value)).lines().filter(line -> !line.isBlank()).toList();
      } catch (IOException e) {
        throw new UsageException("neither a key nor a file that can be read: " + value);
      }
    }
    List<VerifierKey> keys = new ArrayList<>();
    for (String line : lines) {
      try {
        VerifierKey key = VerifierKey.parse(line.strip());
        if (key.kind() != kind) {
          throw new UsageException(
              "this key is not that of a " + kind.name().toLowerCase(Locale.ROOT));
        }
        keys.add(key);
      } catch (IllegalArgumentException e) {
        throw new UsageException("not a key that can be trusted: " + e.getMessage());
      }
    }
    if (keys.isEmpty()) {
      throw new UsageException("no key in " + value);
    }
    return keys;
  }
}
