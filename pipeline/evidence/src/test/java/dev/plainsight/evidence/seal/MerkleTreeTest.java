package dev.plainsight.evidence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.evidence.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MerkleTreeTest {
  /** The leaves and roots that implementations of RFC 6962 and 9162 share as test vectors. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void givesThePublishedRoots() {
    for (int size = 1; size <= LEAVES.size(); size++) {
      assertEquals(ROOTS.get(size - 1), Bytes.hex(tree(size).root()), size + " leaves");
    }
  }

  @Test
  void theEmptyTreeIsTheHashOfNothing() {
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Bytes.hex(tree(0).root()));
  }

  @Test
  void everyLeafOfEverySizeIsProvedAndNoOther() {
    for (int size = 1; size <= 70; size++) {
      MerkleTree tree = tree(size);
      for (int at = 0; at < size; at++) {
        byte[] path = tree.path(at);
        assertTrue(MerkleTree.includes(tree.root(), size, at, leaf(at), path));
        assertFalse(MerkleTree.includes(tree.root(), size, at, leaf(at + 1), path));
        assertFalse(
            MerkleTree.includes(tree.root(), size, (at + 1) % size, leaf(at), path) && size > 1);
        assertFalse(
            MerkleTree.includes(tree.root(), size, at, leaf(at), new byte[path.length + 32]));
      }
    }
  }

  @Test
  void aSaltHidesTheBytes() {
    byte[] bytes = Bytes.utf8("row");
    byte[] other = new byte[32];
    other[0] = 1;
    assertFalse(
        java.util.Arrays.equals(
            MerkleTree.leaf(new byte[32], bytes), MerkleTree.leaf(other, bytes)));
  }

  private static MerkleTree tree(int size) {
    MerkleTree.Builder tree = new MerkleTree.Builder();
    for (int i = 0; i < size; i++) {
      tree.add(leaf(i));
    }
    return tree.tree();
  }

  private static byte[] leaf(int i) {
    byte[] bytes = i < LEAVES.size() ? Bytes.fromHex(LEAVES.get(i)) : Bytes.utf8("leaf " + i);
    return MerkleTree.leaf(new byte[0], bytes);
  }
}
