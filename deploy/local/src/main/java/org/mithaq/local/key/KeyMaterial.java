package org.mithaq.local.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where each key of a data directory lies.
 *
 * @param directory the folder of the keys
 */
public record KeyMaterial(Path directory) {

  /** The signer's name in the log's checkpoints: the log's origin without its year. */
  public static final String LOG_NAME = "mithaq.local";

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Makes the path absolute: services run in directories of their own. */
  public KeyMaterial {
    directory = directory.toAbsolutePath().normalize();
  }

  /** Signs the tokens of the local issuer: RSA of 2048 bits, PKCS#8 PEM. */
  public Path tokenPrivate() {
    return directory.resolve("token-private.pem");
  }

  /** Verifies the tokens of the local issuer: X.509 PEM. */
  public Path tokenPublic() {
    return directory.resolve("token-public.pem");
  }

  /** Keys the tokens of selectors in one epoch: 32 bytes, base64. */
  public Path matching(int epoch) {
    return directory.resolve("matching-" + epoch + ".key");
  }

  /** Seals the data keys of the exchange's content: 32 bytes, base64. */
  public Path content() {
    return directory.resolve("content.key");
  }

  /** Seals the audit records: 32 bytes, base64. */
  public Path records() {
    return directory.resolve("records.key");
  }

  /** Signs the log's checkpoints: Ed25519, PKCS#8 PEM. */
  public Path log() {
    return directory.resolve("log.pem");
  }

  /** Verifies the log's checkpoints: a verifier key of a signed note, one line. */
  public Path logVerifier() {
    return directory.resolve("log.vkey");
  }

  /** Reads the verifier key of the log. */
  public String readLogVerifier() {
    return read(logVerifier());
  }

  /** Signs the cosignatures of a witness: Ed25519, PKCS#8 PEM. */
  public Path witness(WitnessId witness) {
    return directory.resolve(witness.process() + ".pem");
  }

  /** Verifies the cosignatures of a witness: a verifier key of a signed note, one line. */
  public Path witnessVerifier(WitnessId witness) {
    return directory.resolve(witness.process() + ".vkey");
  }

  /** Reads the verifier key of a witness. */
  public String readWitnessVerifier(WitnessId witness) {
    return read(witnessVerifier(witness));
  }

  /** The password of a database role, or of the superuser {@code postgres}. */
  public Path password(String role) {
    return directory.resolve("postgres-" + role + ".password");
  }

  /** Reads the password of a database role. */
  public String readPassword(String role) {
    return read(password(role));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Makes what is missing; a key that is there is never replaced, since what it sealed or signed
   * would be lost.
   *
   * @param roles the database roles that need a password
   * @throws UncheckedIOException when the disk refuses
   */
  public void ensure(Iterable<String> roles) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory.getParent());
        Files.createDirectory(directory, OWNER_ONLY_DIRECTORY);
      }
      ensurePair(
          tokenPrivate(),
          tokenPublic(),
          "RSA",
          pair -> pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      ensurePair(
          log(),
          logVerifier(),
          "Ed25519",
          pair -> VerifierKey.of(LOG_NAME, rawEd25519(pair)) + "\n");
      for (WitnessId witness : WitnessId.values()) {
        ensurePair(
            witness(witness),
            witnessVerifier(witness),
            "Ed25519",
            pair -> VerifierKey.ofWitness(witness.signer(), rawEd25519(pair)) + "\n");
      }
      if (!hasMatchingKey()) {
        write(matching(1), secret());
      }
      ensureFile(content(), KeyMaterial::secret);
      ensureFile(records(), KeyMaterial::secret);
      for (String role : roles) {
        ensureFile(password(role), KeyMaterial::newPassword);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the keys in " + directory, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK 25 has RSA and Ed25519", e);
    }
  }

  /** Of any epoch: one that was taken away stays away. */
  private boolean hasMatchingKey() throws IOException {
    try (DirectoryStream<Path> keys = Files.newDirectoryStream(directory, "matching-*.key")) {
      return keys.iterator().hasNext();
    }
  }

  /** The private half is written last: where it is, the public half is too. */
  private static void ensurePair(
      Path privateFile, Path publicFile, String algorithm, Function<KeyPair, String> publicText)
      throws IOException, GeneralSecurityException {
    if (Files.exists(privateFile)) {
      return;
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if ("RSA".equals(algorithm)) {
      generator.initialize(2048, RANDOM);
    }
    KeyPair pair = generator.generateKeyPair();
    write(publicFile, publicText.apply(pair));
    write(privateFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
  }

  private static void ensureFile(Path file, Supplier<String> text) throws IOException {
    if (!Files.exists(file)) {
      write(file, text.get());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path half = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(half);
    Files.createFile(half, OWNER_ONLY);
    Files.write(half, text.getBytes(StandardCharsets.US_ASCII));
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String secret() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes) + "\n";
  }

  private static String newPassword() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
  }

  private static String pem(String label, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /** The key is the last 32 bytes of its X.509 form (RFC 8410 §4). */
  private static byte[] rawEd25519(KeyPair pair) {
    byte[] der = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(der, der.length - 32, der.length);
  }
}
