package org.mithaq.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MerkleVectorsTest {

  private static final String TESTDATA = "transparency-dev-merkle/testdata/";

  /** Its roots have twelve bytes; whoever insists on SHA-256 must refuse what it calls right. */
  private static final String SHORT_ROOTS = "sizes-are-equal-one-and-proof-is-empty.json";

  @Test
  void computesTheRootsOfRfc6962() {
    JsonNode roots = Vectors.json(Vectors.folder("rfc6962-roots/roots.json"));
    List<byte[]> leaves = new ArrayList<>();
    List<String> computed = new ArrayList<>();
    computed.add(HexFormat.of().formatHex(Merkle.root(leaves)));
    for (JsonNode input : roots.get("leaf_inputs_hex")) {
      leaves.add(Merkle.leafHash(HexFormat.of().parseHex(input.asText())));
      computed.add(HexFormat.of().formatHex(Merkle.root(leaves)));
    }
    List<String> expected = new ArrayList<>();
    roots.get("root_by_size_hex").forEach(root -> expected.add(root.asText()));
    assertThat(computed).isEqualTo(expected).hasSize(9);
  }

  @Test
  void judgesEveryPublishedInclusionProof() {
    Tally tally =
        judged(
            "inclusion",
            c ->
                Merkle.includes(
                    number(c, "leafIdx"),
                    number(c, "treeSize"),
                    Vectors.hash(c.get("leafHash")),
                    Vectors.hashes(c.get("proof")),
                    Vectors.hash(c.get("root"))),
            (file, c) -> false);
    assertThat(tally).isEqualTo(new Tally(6, 92, 0));
  }

  @Test
  void judgesEveryPublishedConsistencyProof() {
    Tally tally =
        judged(
            "consistency",
            c ->
                Merkle.consistent(
                    number(c, "size1"),
                    number(c, "size2"),
                    Vectors.hash(c.get("root1")),
                    Vectors.hash(c.get("root2")),
                    Vectors.hashes(c.get("proof"))),
            (file, c) -> file.endsWith(SHORT_ROOTS));
    assertThat(tally).isEqualTo(new Tally(5, 92, 1));
  }

  @Test
  void judgesEveryPublishedProofWithinAsubtree() {
    Tally tally =
        judged(
            "subtreeinclusion",
            c ->
                Merkle.includesInSubtree(
                    number(c, "leafIdx"),
                    number(c, "start"),
                    number(c, "end"),
                    Vectors.hash(c.get("leafHash")),
                    Vectors.hashes(c.get("proof")),
                    Vectors.hash(c.get("root"))),
            (file, c) -> false);
    assertThat(tally).isEqualTo(new Tally(12, 192, 0));
  }

  @Test
  void judgesEveryPublishedProofThatAsubtreeIsPartOfAtree() {
    Tally tally =
        judged(
            "subtreeconsistency",
            c ->
                Merkle.consistentSubtree(
                    number(c, "start"),
                    number(c, "end"),
                    number(c, "size"),
                    Vectors.hash(c.get("root1")),
                    Vectors.hash(c.get("root2")),
                    Vectors.hashes(c.get("proof"))),
            // Three that are called right have roots of twelve bytes, which is no SHA-256.
            (file, c) ->
                !c.get("wantErr").asBoolean()
                    && (Vectors.hash(c.get("root1")).length != 32
                        || Vectors.hash(c.get("root2")).length != 32));
    assertThat(tally).isEqualTo(new Tally(9, 106, 3));
  }

  /** How many proofs of a set hold, how many do not, and how many are called right and refused. */
  private record Tally(int good, int bad, int cut) {}

  /** Judges each proof of a set as its authors do, but refuses those that are cut. */
  private static Tally judged(
      String set, Predicate<JsonNode> judge, BiPredicate<Path, JsonNode> cut) {
    int good = 0;
    int bad = 0;
    int refused = 0;
    for (Path file : Vectors.cases(TESTDATA + set)) {
      JsonNode c = Vectors.json(file);
      boolean holds = judge.test(c);
      if (cut.test(file, c)) {
        assertThat(holds).as(file.toString()).isFalse();
        refused++;
        continue;
      }
      assertThat(holds).as(file.toString()).isEqualTo(!c.get("wantErr").asBoolean());
      if (holds) {
        good++;
      } else {
        bad++;
      }
    }
    return new Tally(good, bad, refused);
  }

  private static long number(JsonNode node, String name) {
    return Long.parseUnsignedLong(node.get(name).asText());
  }

  @Test
  void followsTheProofsOfArealLogOfNearlyAbillionEntries() {
    Path folder = Vectors.folder("azul-ct-argon2020/crates/tlog_tiles/tests/http_get");
    JsonNode head = Vectors.json(folder.resolve("get-sth"));
    long size = head.get("tree_size").asLong();
    byte[] root = Vectors.hash(head.get("sha256_root_hash"));
    JsonNode expected = Vectors.json(Vectors.folder("index.json")).get("argon2020");
    JsonNode consistency =
        Vectors.json(folder.resolve("get-sth-consistency-first-3654490-second-961984011"));
    assertThat(
            Merkle.consistent(
                expected.get("consistency_first").asLong(),
                size,
                Vectors.hash(expected.get("first_root_b64")),
                root,
                Vectors.hashes(consistency.get("consistency"))))
        .isTrue();
    JsonNode entries = Vectors.json(folder.resolve("get-entries-start-10000-end-10000"));
    byte[] leaf = Merkle.leafHash(Vectors.hash(entries.get("entries").get(0).get("leaf_input")));
    JsonNode inclusion =
        Vectors.json(
            folder.resolve(
                "get-proof-by-hash-tree-size-961984011-hash-"
                    + "nCs3mfIydh9x4CKyQ-2Bu2xtmpxmFggA5MLymHwNQSlLg-3D"));
    assertThat(
            Merkle.includes(
                inclusion.get("leaf_index").asLong(),
                size,
                leaf,
                Vectors.hashes(inclusion.get("audit_path")),
                root))
        .isTrue();
  }
}
