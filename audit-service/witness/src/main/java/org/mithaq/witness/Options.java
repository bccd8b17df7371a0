package org.mithaq.witness;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the program is asked to do.
 *
 * @param name the witness's name
 * @param key the file of its key
 * @param state the folder of what it remembers; null: print the key and end
 * @param host the address to listen on
 * @param port the port; 0 for any that is free
 * @param logs whose checkpoints are cosigned
 */
record Options(
    String name, Path key, @Nullable Path state, String host, int port, List<LogKey> logs) {

  static final String HELP =
      """
      Usage: java -jar mithaq-witness.jar --name NAME --key FILE --state FOLDER
                                          --log VKEY [--listen HOST:PORT]
             java -jar mithaq-witness.jar --name NAME --key FILE --print-key

      A witness of transparency logs, after C2SP tlog-witness: POST /add-checkpoint.
      It cosigns a log's checkpoint if it continues the last one that it cosigned.

        --name NAME         the name in its cosignatures, e.g. witness.example
        --key FILE          its Ed25519 key, PKCS#8 in PEM: openssl genpkey -algorithm ed25519
        --state FOLDER      where it remembers; must be there, and must never be set back
        --log VKEY          a log whose origin is the key's name; may be repeated
        --yearly-log VKEY   logs of which there is one a year, NAME/2026, NAME/2027, ...
        --listen HOST:PORT  127.0.0.1:7380 if not given; port 0 takes any that is free
        --print-key         print the verifier key by which others pin this witness, and end

      Ends with 0 when it was stopped, 1 when it cannot run, 2 when the call makes no sense.
      """;

  Options {
    Objects.requireNonNull(name);
    Objects.requireNonNull(key);
    logs = List.copyOf(logs);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with the reason, when it makes no sense
   */
  static Options parse(List<String> args) {
    Map<String, String> single = new HashMap<>();
    List<LogKey> logs = new ArrayList<>();
    boolean print = false;
    for (int i = 0; i < args.size(); i++) {
      String option = args.get(i);
      if (option.equals("--print-key")) {
        print = true;
        continue;
      }
      if (++i == args.size()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      String value = args.get(i);
      switch (option) {
        case "--log" -> logs.add(LogKey.parse(value, false));
        case "--yearly-log" -> logs.add(LogKey.parse(value, true));
        case "--name", "--key", "--state", "--listen" -> {
          if (single.put(option, value) != null) {
            throw new IllegalArgumentException(option + " is given twice");
          }
        }
        default -> throw new IllegalArgumentException("there is no option " + option);
      }
    }
    String listen = single.getOrDefault("--listen", "127.0.0.1:7380");
    int colon = listen.lastIndexOf(':');
    if (colon < 1 || !listen.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("--listen reads HOST:PORT");
    }
    int port = Integer.parseInt(listen.substring(colon + 1));
    if (port > 65535) {
      throw new IllegalArgumentException("there is no port " + port);
    }
    if (!print && logs.isEmpty()) {
      throw new IllegalArgumentException("name a log by --log or --yearly-log");
    }
    return new Options(
        required(single, "--name"),
        path(required(single, "--key")),
        print ? null : path(required(single, "--state")),
        listen.substring(0, colon),
        port,
        logs);
  }

  private static String required(Map<String, String> given, String option) {
    String value = given.get(option);
    if (value == null) {
      throw new IllegalArgumentException(option + " is missing");
    }
    return value;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("a path cannot be read", e);
    }
  }
}
