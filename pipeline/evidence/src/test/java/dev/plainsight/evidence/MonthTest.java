package dev.plainsight.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.evidence.verify.Verdict;
import dev.plainsight.evidence.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The size of a usual package; prints what it took and asserts only that it holds. */
final class MonthTest {
  @Test
  void aMonthOfFiftyDevicesIsSealedBuiltAndVerified(@TempDir Path folder) throws IOException {
    World world = new World(50, 30, Integer.getInteger("plainsight.month.batches", 20));
    long start = System.nanoTime();
    Sealed sealed = new Sealed(world, 30, folder);
    long sealedAt = System.nanoTime();
    Path file = sealed.build(folder);
    long builtAt = System.nanoTime();
    Verdict verdict = Verifier.verify(file, sealed.key.publicKey());
    long verifiedAt = System.nanoTime();
    assertEquals(0, verdict.exit(), verdict.failures().toString());
    System.out.printf(
        "month of 50 devices, %d batches: tested and sealed %.2f s, built %.2f s (%d KB), verified %.2f s%n",
        world.batches.size(),
        (sealedAt - start) / 1e9,
        (builtAt - sealedAt) / 1e9,
        Files.size(file) / 1024,
        (verifiedAt - builtAt) / 1e9);
    System.out.println(verdict.lastLine());
  }
}
