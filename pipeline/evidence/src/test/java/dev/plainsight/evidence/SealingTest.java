package dev.plainsight.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.evidence.pack.PackageBuilder;
import dev.plainsight.evidence.pack.PackageRequest;
import dev.plainsight.evidence.seal.Leaf;
import dev.plainsight.evidence.seal.MerkleTree;
import dev.plainsight.evidence.seal.Seal;
import dev.plainsight.evidence.seal.SealFolder;
import dev.plainsight.evidence.seal.SealKey;
import dev.plainsight.evidence.seal.Sealing;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealingTest {
  @TempDir Path folder;
  private final MemoryRecords records = new MemoryRecords(new World(2, 7, 4));
  private final SealKey key = SealKey.fresh("acme");

  @Test
  void everyDayIsSealedOnceAndNamesTheRootBeforeIt() {
    assertEquals(3, seal(3).size());
    assertEquals(2, seal(5).size());
    assertEquals(0, seal(5).size());
    List<Seal> all = new SealFolder(folder).all();
    for (int i = 1; i < all.size(); i++) {
      assertEquals(Bytes.hex(all.get(i - 1).root()), all.get(i).header().previousRoot());
      assertTrue(all.get(i).checkpoint().isSignedBy(key.name(), key.publicKey()));
    }
  }

  @Test
  void anEmptyDayIsAsserted() {
    Seal sunday = seal(1).get(0);
    assertEquals(1, sunday.size());
    assertEquals(0, sunday.header().batches());
  }

  @Test
  void theKeptLeavesGiveTheSealedRoot() {
    Seal monday = seal(2).get(1);
    MerkleTree.Builder tree = new MerkleTree.Builder();
    List<Leaf> leaves = new ArrayList<>();
    records.leaves(monday.day(), leaf -> leaves.add(leaf));
    leaves.forEach(leaf -> tree.add(leaf.hash()));
    assertEquals(monday.size(), leaves.size());
    assertArrayEquals(monday.root(), tree.tree().root());
    assertEquals(8, monday.header().batches());
  }

  @Test
  void aLeafWhoseSaltIsErasedStillProvesItsPlace() {
    Seal monday = seal(2).get(1);
    MerkleTree.Builder tree = new MerkleTree.Builder();
    records.leaves(monday.day(), leaf -> tree.add(leaf.hash()));
    List<Leaf> leaves = new ArrayList<>();
    records.leaves(monday.day(), leaf -> leaves.add(leaf));
    Leaf erased = leaves.get(3);
    assertTrue(
        MerkleTree.includes(monday.root(), monday.size(), 3, erased.hash(), tree.tree().path(3)));
  }

  /** A store that was down takes a batch after its day was sealed. */
  @Test
  void whatReachesTheStoreLateIsInTheNextSeal() {
    MemoryRecords.Late late = records.holdBack(batch -> batch.key().equals("pc-001/1/1"));
    assertEquals(7, seal(2).get(1).header().batches());
    late.arrives();
    assertEquals(9, seal(3).get(0).header().batches());
  }

  @Test
  void leavesThatDoNotGiveTheRootFailThePackage() {
    List<Seal> seals = seal(7);
    Leaf leaf = new Leaf(seals.get(1).day(), 2, Leaf.BATCH, "x", new byte[32], new byte[32]);
    records.keepLeaves(List.of(leaf));
    var request =
        new PackageRequest(
            "acme",
            PackageRequest.Type.TYPE2,
            new Period(World.SUNDAY, World.SUNDAY.plusDays(6)),
            World.SUNDAY,
            1,
            "it",
            "");
    PackageBuilder builder = new PackageBuilder(records, seals, key, line -> {});
    String message =
        assertThrows(
                IllegalStateException.class, () -> builder.build(request, folder.resolve("out")))
            .toString();
    assertTrue(message.contains("do not give the sealed root"), message);
    assertEquals(0, folder.resolve("out").toFile().list().length, "no half package is left");
  }

  private List<Seal> seal(int days) {
    return new Sealing(
            records, new SealFolder(folder), key, "acme", InstantSource.fixed(Instant.EPOCH))
        .through(World.SUNDAY.plusDays(days - 1), day -> {});
  }
}
