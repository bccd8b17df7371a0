package org.mithaq.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignatureVectorsTest {

  private final JsonNode notes = Vectors.json(Vectors.folder("signed-notes/notes.json"));

  @Test
  void acceptsEveryPublishedNoteAndNoneOfThemWithAbyteChanged() {
    assertThat(notes.get("notes")).hasSize(3);
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
    assertThat(notes.get("bad_vkeys")).hasSize(2);
    assertThat(notes.get("cosignature_vkeys_to_parse")).hasSize(1);
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
    // All of low order; 226 of them in a second encoding as well.
    assertThat(refused).isEqualTo(526);
    assertThat(verified).isEqualTo(86);
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
      Checkpoint checkpoint =
          Checkpoint.verified("checkpoint", bytes, new Pinned(List.of(key), List.of(), 0));
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
  void followsTheTilesOfAmirroredLogUpToItsCosignedCheckpoint() throws IOException {
    Path mirror =
        Vectors.folder(
            "sunlight-skylight/cmd/skylight/testdata/witness/mirror/"
                + "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706");
    Checkpoint checkpoint =
        Checkpoint.parse("checkpoint", Files.readAllBytes(mirror.resolve("checkpoint")));
    Merkle.Frontier frontier = new Merkle.Frontier();
    for (String path : List.of(TilePath.tile(0, 0, 256), TilePath.tile(0, 1, 44))) {
      byte[] tile = Files.readAllBytes(mirror.resolve(path));
      for (int at = 0; at < tile.length; at += 32) {
        frontier.append(Arrays.copyOfRange(tile, at, at + 32));
        if (frontier.size() == 256) {
          assertThat(Files.readAllBytes(mirror.resolve(TilePath.tile(1, 0, 1))))
              .isEqualTo(frontier.root());
        }
      }
    }
    assertThat(frontier.size()).isEqualTo(300).isEqualTo(checkpoint.size());
    assertThat(frontier.root()).isEqualTo(checkpoint.root());
  }

  @Test
  void judgesEveryRequestToAwitnessAsTheWitnessDid() throws IOException {
    Path folder = Vectors.folder("torchwood-litewitness/cmd/litewitness/testdata");
    byte[] raw =
        HexFormat.of().parseHex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f");
    List<Integer> statuses = new ArrayList<>();
    for (String file : List.of("litewitness.txt", "sumdb.txt")) {
      String all = Files.readString(folder.resolve(file));
      VerifierKey key =
          file.startsWith("sumdb")
              ? VerifierKey.parse(
                  "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
              : new VerifierKey(
                  "sigsum.org/v1/tree/"
                      + "4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562",
                  0x5202289b,
                  VerifierKey.Kind.LOG,
                  Ed25519.key(raw));
      long size = 0;
      byte[] root = Merkle.emptyRoot();
      Matcher requests =
          Pattern.compile("```\n(old .*?)```\nHTTP ([0-9]+)", Pattern.DOTALL).matcher(all);
      while (requests.find()) {
        String body = requests.group(1);
        int split = body.indexOf("\n\n");
        List<String> lines = body.substring(0, split).lines().toList();
        final long old = Long.parseLong(lines.getFirst().substring("old ".length()));
        List<byte[]> proof =
            lines.stream().skip(1).map(line -> Base64Text.decode(line).orElseThrow()).toList();
        byte[] note = body.substring(split + 2).getBytes(StandardCharsets.UTF_8);
        Checkpoint said = signed(note, key).orElse(null);
        int status;
        if (said == null) {
          status = 403;
        } else if (old != size) {
          status = 409;
        } else if (!Merkle.consistent(size, said.size(), root, said.root(), proof)) {
          status = 422;
        } else {
          status = 200;
          size = said.size();
          root = said.root();
        }
        statuses.add(status);
        assertThat(status).as(body).isEqualTo(Integer.parseInt(requests.group(2)));
      }
    }
    assertThat(statuses).containsExactly(200, 403, 403, 422, 422, 200, 409, 200, 409, 200);
  }

  private static Optional<Checkpoint> signed(byte[] note, VerifierKey key) {
    try {
      Checkpoint said = Checkpoint.parse("request", note);
      said.note().signedBy("request", List.of(key));
      return Optional.of(said);
    } catch (Fault e) {
      return Optional.empty();
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
