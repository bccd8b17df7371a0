package org.mithaq.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignatureVectorsTest {

  private final JsonNode notes = Vectors.json(Vectors.folder("signed-notes/notes.json"));

  @Test
  void acceptsEveryPublishedNoteAndNoneOfThemWithAbyteChanged() {
    for (JsonNode note : notes.get("notes")) {
      VerifierKey key = VerifierKey.parse(note.get("vkey").asText());
      byte[] bytes = note.get("note").asText().getBytes(StandardCharsets.UTF_8);
      assertThat(Note.parse("note", bytes).signedBy("note", List.of(key))).isEqualTo(key);
      for (int i = 0; i < bytes.length; i++) {
        byte[] changed = bytes.clone();
        changed[i] ^= 1;
        assertThatThrownBy(() -> Note.parse("note", changed).signedBy("note", List.of(key)))
            .as("byte %d", i)
            .isInstanceOf(Fault.class);
      }
    }
  }

  @Test
  void refusesMalformedKeys() {
    for (JsonNode bad : notes.get("bad_vkeys")) {
      assertThatThrownBy(() -> VerifierKey.parse(bad.get("vkey").asText()))
          .as(bad.get("why").asText())
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (JsonNode key : notes.get("cosignature_vkeys_to_parse")) {
      assertThat(VerifierKey.parse(key.get("vkey").asText()).kind())
          .isEqualTo(VerifierKey.Kind.WITNESS);
    }
  }

  @Test
  void refusesEveryKeyOfLowOrderOrInNonCanonicalForm() {
    JsonNode vectors = Vectors.json(Vectors.folder("cctv-ed25519/ed25519/ed25519vectors.json"));
    int refused = 0;
    int verified = 0;
    for (JsonNode vector : vectors) {
      String flags = vector.get("flags").toString();
      byte[] encoded = HexFormat.of().parseHex(vector.get("key").asText());
      if (flags.contains("\"low_order_A\"") || flags.contains("\"non_canonical_A\"")) {
        assertThatThrownBy(() -> Ed25519.key(encoded))
            .as("vector %s", vector.get("number"))
            .isInstanceOf(IllegalArgumentException.class);
        refused++;
        continue;
      }
      PublicKey key = Ed25519.key(encoded);
      if (Ed25519.verifies(
          key,
          vector.get("msg").asText().getBytes(StandardCharsets.UTF_8),
          HexFormat.of().parseHex(vector.get("sig").asText()))) {
        verified++;
      }
    }
    assertThat(vectors.size()).isEqualTo(914);
    assertThat(refused).isPositive();
    assertThat(verified).isPositive();
  }

  @Test
  void readsTheCosignaturesOfWitnesses() throws IOException {
    Path folder = Vectors.folder("sunlight-skylight/cmd/skylight/testdata");
    List<String> cases =
        List.of(
            "witness/witness.v0.json", "witness2/witness.v0.json", "witness/mirror/mirror.v0.json");
    for (String witness : cases) {
      Path file = folder.resolve(witness);
      VerifierKey key = VerifierKey.parse(Vectors.json(file).get("verifier_keys").get(0).asText());
      // The checkpoint beside the key is a decoy; the one in the folder of the log's hash counts.
      try (Stream<Path> all = Files.list(file.getParent())) {
        Path log = all.filter(p -> p.getFileName().toString().length() == 64).findFirst().get();
        byte[] bytes = Files.readAllBytes(log.resolve("checkpoint"));
        assertThat(Note.parse("checkpoint", bytes).cosignedBy("checkpoint", key)).isPresent();
        String text = new String(bytes, StandardCharsets.UTF_8);
        byte[] other =
            text.replaceFirst("\n([0-9]+)\n", "\n1$1\n").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Note.parse("checkpoint", other).cosignedBy("checkpoint", key))
            .isInstanceOf(Fault.class);
      }
    }
  }

  @Test
  void acceptsEveryCheckpointOfTesserasLog() throws IOException {
    Path folder = Vectors.folder("transparency-dev-tessera/testdata/log");
    VerifierKey key =
        VerifierKey.parse(
            Vectors.json(Vectors.folder("index.json")).get("tessera_log_vkey").asText());
    for (int size = 0; size <= 15; size++) {
      byte[] bytes = Files.readAllBytes(folder.resolve("checkpoint." + size));
      Checkpoint checkpoint = Checkpoint.verified("checkpoint", bytes, List.of(key), List.of());
      assertThat(checkpoint.size()).isEqualTo(size);
      Merkle.Frontier frontier = new Merkle.Frontier();
      if (size > 0) {
        byte[] tile = Files.readAllBytes(folder.resolve(TilePath.tile(0, 0, size)));
        byte[] bundle = Files.readAllBytes(folder.resolve(TilePath.entries(0, size)));
        int at = 0;
        for (int i = 0; i < size; i++) {
          int length = (bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff);
          byte[] leaf = Merkle.leafHash(Merkle.sha256(), bundle, at + 2, length);
          at += 2 + length;
          assertThat(leaf).isEqualTo(Arrays.copyOfRange(tile, 32 * i, 32 * i + 32));
          frontier.append(leaf);
        }
        assertThat(at).isEqualTo(bundle.length);
      }
      assertThat(frontier.root()).isEqualTo(checkpoint.root());
    }
  }

  @Test
  void refusesMalformedCheckpoints() throws IOException {
    Path folder =
        Vectors.folder(
            "sigstore-java-checkpoints/sigstore-java/src/test/resources/dev/sigstore/samples/checkpoints");
    int refused = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        if (file.getFileName().toString().startsWith("valid")) {
          assertThat(Checkpoint.parse("checkpoint", bytes).size()).isPositive();
        } else {
          assertThatThrownBy(() -> Checkpoint.parse("checkpoint", bytes))
              .as(file.toString())
              .isInstanceOf(Fault.class);
          refused++;
        }
      }
    }
    assertThat(refused).isEqualTo(7);
  }
}
