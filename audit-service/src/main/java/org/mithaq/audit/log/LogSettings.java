package org.mithaq.audit.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.mithaq.audit.record.Names;

/**
 * The configuration of the log, checked: the service does not start with values that are not safe.
 *
 * @param origin the log's name without its year
 * @param directory the folder that is published
 * @param emitters whose topics are read
 * @param interval the least time between two checkpoints
 * @param batch the most records in one transaction
 */
public record LogSettings(
    String origin, Path directory, List<String> emitters, Duration interval, int batch) {

  /** This service's own emitter. */
  public static final String OWN = "audit";

  /** Checks every value; the message names the setting. */
  public LogSettings {
    emitters = List.copyOf(emitters);
    if (!origin.matches("[a-z0-9.-]+(/[a-z0-9.-]+)*")) {
      throw new IllegalArgumentException("mithaq.log.origin must be a name like mithaq.example");
    }
    if (new HashSet<>(emitters).size() != emitters.size()
        || emitters.contains(OWN)
        || !emitters.stream().allMatch(Names::valid)) {
      throw new IllegalArgumentException("mithaq.log.emitters must name other services, each once");
    }
    if (interval.isNegative() || interval.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("mithaq.log.interval must be at most a minute");
    }
    if (batch < 1 || batch > 20_000) {
      throw new IllegalArgumentException("mithaq.log.batch must be from 1 to 20000");
    }
  }

  /** The origin of a year's log. */
  public String origin(int year) {
    return origin + "/" + year;
  }

  /** The topic of an emitter's records. */
  public static String topic(String emitter) {
    return "mithaq.disclosures." + emitter;
  }

  /**
   * Reads the signing key.
   *
   * @throws IllegalArgumentException when the file is not such a key
   */
  public static PrivateKey signingKey(Path file) {
    try {
      String base64 =
          Files.readString(file)
              .lines()
              .filter(line -> !line.startsWith("-"))
              .collect(Collectors.joining());
      byte[] der = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IOException e) {
      throw new IllegalArgumentException("mithaq.log.signing-key cannot be read: " + file, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "mithaq.log.signing-key is not an Ed25519 key in PKCS#8: " + file);
    }
  }
}
