package org.mithaq.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published test vectors of others, where they are present; in CI they must be. */
class PublishedVectorsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static Path vectors(String name) {
    Path path =
        Path.of(System.getProperty("mithaq.shared", "../../../shared"), "data/audit-vectors", name);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(path).exists();
    }
    assumeTrue(Files.exists(path), "no vectors at " + path);
    return path;
  }

  /**
   * The requests of another witness's tests, with the statuses that the specification has today.
   */
  @Test
  void answersTheRequestsOfLitewitnessAsTheSpecificationSays() throws IOException {
    String text =
        Files.readString(
            vectors("torchwood-litewitness").resolve("cmd/litewitness/testdata/litewitness.txt"));
    Matcher keys = Pattern.compile("-key=([0-9a-f]{64})").matcher(text);
    assertThat(keys.find()).isTrue();
    String origin =
        "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    LogKey log = LogKey.parse(verifierKey(origin, HexFormat.of().parseHex(keys.group(1))), false);
    Matcher requests =
        Pattern.compile(
                "POST \\S+\n```\n(.*?)```\nHTTP (\\d+)\n\\[Asserts]\nbody (contains|==) \"(.*?)\"\n",
                Pattern.DOTALL)
            .matcher(text);
    int count = 0;
    try (Memory memory = Memory.open(folder)) {
      Witness witness =
          new Witness(
              List.of(log),
              memory,
              new Cosigner("example.com/witness", SampleLog.keys().getPrivate()),
              Clock.systemUTC());
      while (requests.find()) {
        Answer answer = witness.addCheckpoint(requests.group(1).getBytes(StandardCharsets.UTF_8));
        String said = requests.group(4).replace("\\n", "\n");
        // They are older than the specification's 404 for a log that is not known.
        int status = said.equals("unknown log") ? 404 : Integer.parseInt(requests.group(2));
        assertThat(answer.status()).as(requests.group(1)).isEqualTo(status);
        if (requests.group(3).equals("==")) {
          assertThat(answer.body()).isEqualTo(said);
          assertThat(answer.type()).isEqualTo("text/x.tlog.size");
        } else if (status == 200) {
          assertThat(answer.body()).contains(said);
        }
        count++;
      }
      assertThat(memory.recall(origin).size()).isEqualTo(5);
    }
    assertThat(count).isEqualTo(9);
  }

  @Test
  void judgesEveryConsistencyProofAsItsAuthorsDo() throws IOException {
    int valid = 0;
    int invalid = 0;
    List<Path> cases;
    try (Stream<Path> files =
        Files.walk(vectors("transparency-dev-merkle").resolve("testdata/consistency"))) {
      cases = files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    for (Path file : cases) {
      JsonNode c = JSON.readTree(file.toFile());
      byte[] oldRoot = bytes(c.get("root1"));
      byte[] newRoot = bytes(c.get("root2"));
      List<byte[]> proof = new ArrayList<>();
      c.get("proof").forEach(hash -> proof.add(bytes(hash)));
      // A request whose roots are no hashes, or whose sizes are beyond a long, is not even parsed.
      boolean parsed =
          oldRoot.length == 32
              && newRoot.length == 32
              && proof.stream().allMatch(hash -> hash.length == 32)
              && c.get("size1").canConvertToLong()
              && c.get("size2").canConvertToLong();
      boolean holds =
          parsed
              && Hashes.continues(
                  c.get("size1").longValue(), oldRoot, c.get("size2").longValue(), newRoot, proof);
      boolean right = !c.get("wantErr").booleanValue() && oldRoot.length == 32;
      assertThat(holds).as(file.toString()).isEqualTo(right);
      if (right) {
        valid++;
      } else {
        invalid++;
      }
    }
    // One of the six valid ones has roots of twelve bytes.
    assertThat(valid).isEqualTo(5);
    assertThat(invalid).isEqualTo(93);
  }

  @Test
  void pinsNoKeyOfLowOrderOrInAsecondForm() throws IOException {
    JsonNode all =
        JSON.readTree(vectors("cctv-ed25519").resolve("ed25519/ed25519vectors.json").toFile());
    int refused = 0;
    for (JsonNode one : all) {
      String flags = one.get("flags").toString();
      byte[] key = HexFormat.of().parseHex(one.get("key").asText());
      if (flags.contains("low_order_A") || flags.contains("non_canonical_A")) {
        assertThatThrownBy(() -> LogKey.parse(verifierKey("log.example", key), false))
            .as(one.toString())
            .isInstanceOf(IllegalArgumentException.class);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  private static byte[] bytes(JsonNode node) {
    return node.isNull() ? new byte[0] : Base64.getDecoder().decode(node.asText());
  }

  private static String verifierKey(String name, byte[] raw) {
    byte[] typed = ByteBuffer.allocate(1 + raw.length).put((byte) 1).put(raw).array();
    return name + "+%08x+".formatted(LogKey.id(name, typed)) + Base64Text.encode(typed);
  }
}
