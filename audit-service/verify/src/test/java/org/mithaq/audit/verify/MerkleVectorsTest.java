package org.mithaq.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
    int good = 0;
    int bad = 0;
    for (Path file : Vectors.cases(TESTDATA + "inclusion")) {
      JsonNode c = Vectors.json(file);
      boolean holds =
          Merkle.includes(
              Long.parseUnsignedLong(c.get("leafIdx").asText()),
              Long.parseUnsignedLong(c.get("treeSize").asText()),
              Vectors.hash(c.get("leafHash")),
              Vectors.hashes(c.get("proof")),
              Vectors.hash(c.get("root")));
      assertThat(holds).as(file.toString()).isEqualTo(!c.get("wantErr").asBoolean());
      if (holds) {
        good++;
      } else {
        bad++;
      }
    }
    assertThat(good).isEqualTo(6);
    assertThat(bad).isEqualTo(92);
  }

  @Test
  void judgesEveryPublishedConsistencyProof() {
    int good = 0;
    int bad = 0;
    for (Path file : Vectors.cases(TESTDATA + "consistency")) {
      JsonNode c = Vectors.json(file);
      boolean holds =
          Merkle.consistent(
              Long.parseUnsignedLong(c.get("size1").asText()),
              Long.parseUnsignedLong(c.get("size2").asText()),
              Vectors.hash(c.get("root1")),
              Vectors.hash(c.get("root2")),
              Vectors.hashes(c.get("proof")));
      if (file.endsWith(SHORT_ROOTS)) {
        assertThat(holds).isFalse();
        good++;
        continue;
      }
      assertThat(holds).as(file.toString()).isEqualTo(!c.get("wantErr").asBoolean());
      if (holds) {
        good++;
      } else {
        bad++;
      }
    }
    assertThat(good).isEqualTo(6);
    assertThat(bad).isEqualTo(92);
  }

  @Test
  void judgesEveryPublishedProofWithinAsubtree() {
    int good = 0;
    int bad = 0;
    for (Path file : Vectors.cases(TESTDATA + "subtreeinclusion")) {
      JsonNode c = Vectors.json(file);
      boolean holds =
          Merkle.includesInSubtree(
              number(c, "leafIdx"),
              number(c, "start"),
              number(c, "end"),
              Vectors.hash(c.get("leafHash")),
              Vectors.hashes(c.get("proof")),
              Vectors.hash(c.get("root")));
      assertThat(holds).as(file.toString()).isEqualTo(!c.get("wantErr").asBoolean());
      if (holds) {
        good++;
      } else {
        bad++;
      }
    }
    assertThat(good).isEqualTo(12);
    assertThat(bad).isEqualTo(192);
  }

  @Test
  void judgesEveryPublishedProofThatAsubtreeIsPartOfAtree() {
    int good = 0;
    int bad = 0;
    int cut = 0;
    for (Path file : Vectors.cases(TESTDATA + "subtreeconsistency")) {
      JsonNode c = Vectors.json(file);
      boolean holds =
          Merkle.consistentSubtree(
              number(c, "start"),
              number(c, "end"),
              number(c, "size"),
              Vectors.hash(c.get("root1")),
              Vectors.hash(c.get("root2")),
              Vectors.hashes(c.get("proof")));
      // Three that are called right have roots of twelve bytes, which is no SHA-256.
      boolean whole =
          Vectors.hash(c.get("root1")).length == 32 && Vectors.hash(c.get("root2")).length == 32;
      if (!c.get("wantErr").asBoolean() && !whole) {
        assertThat(holds).isFalse();
        cut++;
        continue;
      }
      assertThat(holds).as(file.toString()).isEqualTo(!c.get("wantErr").asBoolean());
      if (holds) {
        good++;
      } else {
        bad++;
      }
    }
    assertThat(good).isEqualTo(9);
    assertThat(cut).isEqualTo(3);
    assertThat(bad).isEqualTo(106);
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
