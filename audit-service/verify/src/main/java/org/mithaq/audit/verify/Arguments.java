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
import java.util.OptionalInt;

/**
 * What the program was asked to check.
 *
 * @param log the log, if there is one to check
 * @param before the logs of earlier years that it continues, oldest first
 * @param pinned whose signatures count
 * @param checkpoints files of older checkpoints that the log must contain
 * @param receipts files of receipts
 * @param records the folder with the records' receipts, if they are to be checked
 * @param memory the folder that remembers the checkpoints of earlier runs, if there is one
 * @param quiet no progress bar
 */
record Arguments(
    Optional<Source> log,
    List<Source> before,
    Pinned pinned,
    List<Path> checkpoints,
    List<Path> receipts,
    Optional<Path> records,
    Optional<Path> memory,
    boolean quiet) {

  static final String HELP =
      """
      verify [--url URL | --dir FOLDER] --key VKEY|FILE [options]

      Checks an audit log from its published files alone: the signature of its checkpoint, every entry,
      every tile of every level, the root, that each emitter's records are numbered without a gap, and
      that every checkpoint that is kept beside it, checkpoints/<size>, was a beginning of the log. Of
      a folder also the checkpoints under cosigned/, and every partial tile that a wider one replaced.

        --url URL          the log's address, e.g. http://127.0.0.1:8083/v1/log
        --dir FOLDER       a folder with the same files: checkpoint, tile/..., checkpoints/...,
                           cosigned/...
        --key VKEY|FILE    the log's verifier key, or a file that holds it; may be repeated.
                           Take it from whom you trust, never from the log that you check
        --witness VKEY|FILE
                           a witness that must have cosigned; may be repeated
        --quorum N         so many of the witnesses are enough; all, if not given
        --checkpoint FILE  an older checkpoint of the log, which it must still contain; may be repeated
        --receipt FILE     a receipt to check, with or without a log; may be repeated
        --records FOLDER   the receipts of all records: <id>.tlog-proof or <id>.json, and <id>.erasure
                           with the receipt of the erasure of a record that is no more. Each record
                           is then intact, lawfully erased, or missing, which is a fault. A file
                           index in the folder, an id a line or all <size> <origin>, says which
                           records are due; without it all are
        --memory FOLDER    remembers the checkpoint here, and checks that the log still contains
                           all that were remembered
        --before URL|FOLDER
                           the log of an earlier year that this one continues, which must be closed;
                           may be repeated, oldest first
        --quiet            no progress bar
        --help             this text

      Exit status: 0 all holds; 1 the log cannot be read; 2 wrong usage; 3 a fault was found.
      """;

  Arguments {
    before = List.copyOf(before);
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
    List<Path> records = new ArrayList<>();
    List<Path> memory = new ArrayList<>();
    OptionalInt quorum = OptionalInt.empty();
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
        case "--quorum" -> quorum = OptionalInt.of(number(value));
        case "--records" -> records.add(path(value));
        case "--memory" -> memory.add(path(value));
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
    if (records.size() > 1 || memory.size() > 1) {
      throw new UsageException("name one folder of records and one of memory");
    }
    if (logs.isEmpty() && (!records.isEmpty() || !memory.isEmpty())) {
      throw new UsageException("--records and --memory need the log that they are of");
    }
    int all = Pinned.distinct(witnesses);
    if (quorum.isPresent() && (quorum.getAsInt() < 1 || quorum.getAsInt() > all)) {
      throw new UsageException("--quorum is a number from 1 to that of the witnesses");
    }
    if (keys.isEmpty()) {
      throw new UsageException("name the log's key with --key");
    }
    return new Arguments(
        logs.stream().findFirst(),
        before,
        new Pinned(keys, witnesses, quorum.orElse(all)),
        checkpoints,
        receipts,
        records.stream().findFirst(),
        memory.stream().findFirst(),
        quiet);
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

  private static int number(String value) {
    if (!value.matches("[0-9]{1,4}")) {
      throw new UsageException("not a number: " + value);
    }
    return Integer.parseInt(value);
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
