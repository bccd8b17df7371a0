package org.mithaq.local.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyMaterialTest {

  @TempDir Path folder;
  KeyMaterial keys;

  @BeforeEach
  void makeThem() {
    keys = new KeyMaterial(folder.resolve("keys"));
    keys.ensure(List.of("exchange", "postgres"));
  }

  @Test
  void showsNoKeyToAnybodyElse() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.directory())))
        .isEqualTo("rwx------");
    assertThat(files())
        .hasSize(13)
        .allSatisfy(
            file ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------"));
  }

  @Test
  void neverReplacesAKey() throws IOException {
    Map<Path, String> before = contents();

    keys.ensure(List.of("exchange", "postgres"));

    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void makesWhatIsMissingBesideWhatIsThere() throws IOException {
    String content = Files.readString(keys.content());
    Files.delete(keys.records());

    keys.ensure(List.of("exchange", "postgres"));

    assertThat(keys.records()).exists();
    assertThat(Files.readString(keys.content())).isEqualTo(content);
  }

  @Test
  void leavesAMatchingKeyAwayThatWasReplaced() throws IOException {
    Files.move(keys.matching(1), keys.matching(2));

    keys.ensure(List.of("exchange", "postgres"));

    assertThat(keys.matching(1)).doesNotExist();
  }

  @Test
  void givesSecretsOf256Bits() throws IOException {
    for (Path file : List.of(keys.matching(1), keys.content(), keys.records())) {
      assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
    }
    assertThat(Files.readString(keys.content())).isNotEqualTo(Files.readString(keys.records()));
  }

  @Test
  void givesTokensAPairThatFits() throws Exception {
    KeyFactory factory = KeyFactory.getInstance("RSA");
    PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(der(keys.tokenPublic())));
    PrivateKey privateKey =
        factory.generatePrivate(new PKCS8EncodedKeySpec(der(keys.tokenPrivate())));

    assertThat(verifies("SHA256withRSA", privateKey, publicKey)).isTrue();
  }

  @Test
  void givesTheLogAVerifierKeyThatFitsItsSigningKey() throws Exception {
    String[] parts = Files.readString(keys.logVerifier()).strip().split("\\+", 3);
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    byte[] x509 =
        HexFormat.of()
            .parseHex(
                "302a300506032b6570032100" + HexFormat.of().formatHex(typed, 1, typed.length));
    KeyFactory factory = KeyFactory.getInstance("Ed25519");

    assertThat(parts[0]).isEqualTo("mithaq.local");
    assertThat(
            verifies(
                "Ed25519",
                factory.generatePrivate(new PKCS8EncodedKeySpec(der(keys.log()))),
                factory.generatePublic(new X509EncodedKeySpec(x509))))
        .isTrue();
  }

  @Test
  void givesEachRoleAPasswordOfItsOwn() {
    assertThat(keys.readPassword("exchange"))
        .hasSizeGreaterThanOrEqualTo(32)
        .isNotEqualTo(keys.readPassword("postgres"));
  }

  private static boolean verifies(String algorithm, PrivateKey privateKey, PublicKey publicKey)
      throws Exception {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(privateKey);
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update((byte) 1);
    return signature.verify(signed);
  }

  private static byte[] der(Path pem) throws IOException {
    return Base64.getDecoder()
        .decode(
            Files.readString(pem)
                .lines()
                .filter(line -> !line.startsWith("-"))
                .collect(Collectors.joining()));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(keys.directory())) {
      return files.sorted().toList();
    }
  }

  private Map<Path, String> contents() throws IOException {
    Map<Path, String> contents = new HashMap<>();
    for (Path file : files()) {
      contents.put(file, Files.readString(file));
    }
    return contents;
  }
}
