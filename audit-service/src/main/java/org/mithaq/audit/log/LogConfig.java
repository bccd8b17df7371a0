package org.mithaq.audit.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The log: what it is called, where it is published, and how it is sequenced. */
@ConfigMapping(prefix = "mithaq.log")
public interface LogConfig {

  /**
   * The log's name without its year, e.g. {@code mithaq.local}; the log of 2026 is {@code
   * mithaq.local/2026}.
   */
  String origin();

  /**
   * The folder that is published, a folder a year under it. The last checkpoint in it is also the
   * memory by which a database that was set back is found out: keep it on other storage than the
   * database.
   */
  Path directory();

  /** The file of the Ed25519 key that signs checkpoints, PKCS#8 in PEM. */
  Path signingKey();

  /**
   * A second key, ML-DSA-44, that signs each checkpoint besides: for those who fear that Ed25519
   * may one day be broken. None if not set.
   */
  Optional<PostQuantum> postQuantum();

  /** The files of the second key. */
  interface PostQuantum {
    /** Its private half, PKCS#8 in PEM. */
    Path key();

    /** Its public half, X.509 in PEM. */
    Path publicKey();
  }

  /**
   * Whose topics are read, {@code mithaq.disclosures.<emitter>} each. This service itself is not
   * named.
   */
  List<String> emitters();

  /**
   * At least so long lies between two checkpoints while records come in ones and twos; at most a
   * minute.
   */
  @WithDefault("200ms")
  Duration interval();

  /** So many records at most enter the log in one transaction; 1 to 20,000. */
  @WithDefault("4000")
  int batch();
}
