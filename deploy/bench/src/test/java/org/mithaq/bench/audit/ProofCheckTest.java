package org.mithaq.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.log.Merkle;
import org.mithaq.audit.log.MerkleTree;
import org.mithaq.audit.log.Proofs;

/** What the benchmark lets pass as a proof. */
class ProofCheckTest {

  private static final int SIZE = 300;

  private final Map<MerkleTree.TileId, byte[]> tiles = new HashMap<>();
  private final List<byte[]> leaves = new ArrayList<>();
  private final List<byte[]> roots = new ArrayList<>();
  private final Proofs proofs;

  ProofCheckTest() {
    MerkleTree tree = MerkleTree.of(0, id -> new byte[0]);
    roots.add(tree.root());
    for (int i = 0; i < SIZE; i++) {
      leaves.add(Merkle.leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
      tree.append(leaves.getLast());
      roots.add(tree.root());
    }
    tiles.putAll(tree.changed());
    proofs = new Proofs(SIZE, tiles::get);
  }

  @Test
  void takesEveryProofOfInclusionAndNoOtherPlace() {
    for (int i = 0; i < SIZE; i++) {
      List<byte[]> path = proofs.inclusion(i);
      assertThat(ProofCheck.includes(i, SIZE, leaves.get(i), path, roots.get(SIZE))).isTrue();
      assertThat(ProofCheck.includes(i ^ 1, SIZE, leaves.get(i), path, roots.get(SIZE))).isFalse();
      assertThat(ProofCheck.includes(i, SIZE, roots.get(1), path, roots.get(SIZE - 1))).isFalse();
    }
  }

  @Test
  void takesEveryProofOfConsistencyAndNoOtherBeginning() {
    for (int earlier = 1; earlier < SIZE; earlier++) {
      List<byte[]> path = proofs.consistency(earlier);
      byte[] now = roots.get(SIZE);
      assertThat(ProofCheck.consistent(earlier, SIZE, roots.get(earlier), now, path)).isTrue();
      assertThat(ProofCheck.consistent(earlier, SIZE, roots.get(earlier - 1), now, path)).isFalse();
      assertThat(ProofCheck.consistent(earlier, SIZE, roots.get(earlier), leaves.get(0), path))
          .isFalse();
    }
  }
}
