package org.mithaq.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

  private final Map<MerkleTree.TileId, byte[]> tiles = new HashMap<>();
  private final List<byte[]> leaves = new ArrayList<>();

  /** RFC 6962 section 2.1, word for word. */
  private static byte[] mth(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return Merkle.emptyRoot();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return Merkle.node(mth(leaves.subList(0, k)), mth(leaves.subList(k, leaves.size())));
  }

  private static byte[] leaf(int i) {
    return Merkle.leaf(("entry " + i).getBytes(StandardCharsets.UTF_8));
  }

  /** Adds leaves as the sequencer does: reads the edge, appends, writes what has changed. */
  private MerkleTree grow(int count) {
    MerkleTree tree = MerkleTree.of(leaves.size(), tiles::get);
    for (int i = 0; i < count; i++) {
      byte[] leaf = leaf(leaves.size());
      leaves.add(leaf);
      tree.append(leaf);
    }
    tiles.putAll(tree.changed());
    return tree;
  }

  @Test
  void computesTheRootsOfRfc6962() throws IOException {
    Path file =
        Path.of(
            System.getProperty("mithaq.shared", "../../shared"),
            "data/audit-vectors/rfc6962-roots/roots.json");
    assumeTrue(Files.exists(file));
    JsonNode vectors = new ObjectMapper().readTree(file.toFile());
    MerkleTree tree = MerkleTree.of(0, id -> new byte[0]);
    List<String> roots = new ArrayList<>(List.of(HexFormat.of().formatHex(tree.root())));
    for (JsonNode input : vectors.get("leaf_inputs_hex")) {
      tree.append(Merkle.leaf(HexFormat.of().parseHex(input.asText())));
      roots.add(HexFormat.of().formatHex(tree.root()));
    }
    List<String> expected = new ArrayList<>();
    vectors.get("root_by_size_hex").forEach(root -> expected.add(root.asText()));
    assertThat(roots).isEqualTo(expected);
  }

  @Test
  void growsInBatchesOfAnySizeToTheSameTree() {
    Random random = new Random(1);
    while (leaves.size() < 3000) {
      MerkleTree tree = grow(random.nextInt(600));
      assertThat(tree.size()).isEqualTo(leaves.size());
      assertThat(tree.root()).isEqualTo(mth(leaves));
    }
  }

  @Test
  void keepsFullTilesAndTheRightmostPartialOnes() {
    grow(70_000);
    long level0 = tiles.keySet().stream().filter(t -> t.level() == 0).count();
    assertThat(level0).isEqualTo(274);
    assertThat(tiles.get(new MerkleTree.TileId(0, 273))).hasSize(112 * 32);
    assertThat(tiles.get(new MerkleTree.TileId(1, 0))).hasSize(256 * 32);
    assertThat(tiles.get(new MerkleTree.TileId(1, 1))).hasSize(17 * 32);
    assertThat(tiles.get(new MerkleTree.TileId(2, 0))).hasSize(32);
    assertThat(tiles).hasSize(277);
  }

  @Test
  void ofAtreeOfExactlyOneTileThereIsNoEmptyTile() {
    MerkleTree tree = grow(256);
    assertThat(tiles.keySet())
        .containsExactlyInAnyOrder(new MerkleTree.TileId(0, 0), new MerkleTree.TileId(1, 0));
    assertThat(MerkleTree.of(256, tiles::get).root()).isEqualTo(tree.root());
  }

  @Test
  void refusesAtileThatIsShorterThanTheSizeWants() {
    grow(10);
    assertThatThrownBy(() -> MerkleTree.of(11, tiles::get))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void provesEveryEntryAndEveryEarlierSizeWhateverTheSize() {
    Random random = new Random(2);
    for (int size : new int[] {1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 700}) {
      grow(size - leaves.size());
      Proofs proofs = new Proofs(size, tiles::get);
      byte[] root = mth(leaves);
      assertThat(proofs.root()).isEqualTo(root);
      for (int round = 0; round < 40; round++) {
        int index = random.nextInt(size);
        assertThat(climb(index, size, leaves.get(index), proofs.inclusion(index))).isEqualTo(root);
        int earlier = random.nextInt(size + 1);
        byte[] before = mth(leaves.subList(0, earlier));
        assertThat(proofs.rootAt(earlier)).isEqualTo(before);
        assertConsistent(earlier, size, before, root, proofs.consistency(earlier));
      }
    }
  }

  @Test
  void provesWithTilesThatHaveGrownSince() {
    grow(300);
    byte[] root = mth(leaves);
    grow(500);
    Proofs proofs = new Proofs(300, tiles::get);
    assertThat(proofs.root()).isEqualTo(root);
    assertThat(climb(299, 300, leaves.get(299), proofs.inclusion(299))).isEqualTo(root);
  }

  /** RFC 9162 section 2.1.3.2. */
  private static byte[] climb(long index, long size, byte[] leaf, List<byte[]> path) {
    long fn = index;
    long sn = size - 1;
    byte[] hash = leaf;
    for (byte[] sibling : path) {
      assertThat(sn).isNotZero();
      if ((fn & 1) == 1 || fn == sn) {
        hash = Merkle.node(sibling, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = Merkle.node(hash, sibling);
      }
      fn >>= 1;
      sn >>= 1;
    }
    assertThat(sn).isZero();
    return hash;
  }

  /** RFC 9162 section 2.1.4.2. */
  private static void assertConsistent(
      long earlier, long size, byte[] before, byte[] root, List<byte[]> proof) {
    if (earlier == 0 || earlier == size) {
      assertThat(proof).isEmpty();
      return;
    }
    List<byte[]> path = new ArrayList<>(proof);
    if (Long.bitCount(earlier) == 1) {
      path.addFirst(before);
    }
    long fn = earlier - 1;
    long sn = size - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    byte[] fr = path.getFirst();
    byte[] sr = fr;
    for (byte[] c : path.subList(1, path.size())) {
      if ((fn & 1) == 1 || fn == sn) {
        fr = Merkle.node(c, fr);
        sr = Merkle.node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = Merkle.node(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    assertThat(fr).isEqualTo(before);
    assertThat(sr).isEqualTo(root);
  }
}
