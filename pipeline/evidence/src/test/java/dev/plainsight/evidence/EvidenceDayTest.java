package dev.plainsight.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.control.State;
import dev.plainsight.evidence.pack.PackageRequest;
import dev.plainsight.evidence.seal.SealFolder;
import dev.plainsight.evidence.seal.SealKey;
import dev.plainsight.evidence.verify.Verdict;
import dev.plainsight.evidence.verify.Verifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceDayTest {
  @TempDir Path folder;
  private final MemoryRecords records = new MemoryRecords(new World(2, 7, 4));
  private final SealKey key = SealKey.fresh("acme");
  private Instant now = Instant.parse("2026-11-05T03:00:00Z");
  private final List<String> progress = new ArrayList<>();

  @Test
  void aDayIsTestedTheNextMorningAndSealedOnceItIsSettled() {
    day(2).run(progress::add);
    assertEquals(
        List.of("2026-11-01", "2026-11-02"),
        new SealFolder(folder).all().stream().map(seal -> seal.day().toString()).toList());
    assertTrue(
        progress.contains("WM-01 2026-11-04: not_testable, 1 of 3 deviate"), progress.toString());
  }

  @Test
  void daysOnWhichNobodyDidTheWorkAreMadeUpFor() {
    now = now.plusMillis(20 * Times.DAY_MS);
    day(2).run(progress::add);
    Period all = new Period(World.SUNDAY, World.SUNDAY.plusDays(20));
    assertEquals(
        all.days().stream().limit(19).toList(),
        records.runs("WM-01", all).stream().map(ControlRun::day).distinct().limit(19).toList());
  }

  @Test
  void workDoneTwiceIsRecordedOnce() {
    day(2).run(progress::add);
    int before = progress.size();
    day(2).run(progress::add);
    assertEquals(before, progress.size());
  }

  @Test
  void aDayThatSettlesIsTestedAgain() {
    Period tuesday = new Period(World.SUNDAY.plusDays(2), World.SUNDAY.plusDays(2));
    assertEquals(State.NOT_TESTABLE, state(day(2).test(tuesday, progress::add)));
    now = now.plusMillis(3 * Times.DAY_MS);
    assertEquals(State.EXCEPTION, state(day(2).test(tuesday, progress::add)));
    assertEquals(2, records.runs("WM-01", tuesday).size());
  }

  @Test
  void aPackageBuiltAtOnceIsVerified() {
    EvidenceDay day = day(0);
    Period days = new Period(World.SUNDAY, World.SUNDAY.plusDays(3));
    day.test(days, progress::add);
    day.seal(World.SUNDAY.plusDays(4), progress::add);
    Path file = day.build(PackageRequest.Type.TYPE2, days, 1, "it@acme", folder, progress::add);
    Verdict verdict = Verifier.verify(file, key.publicKey());
    assertEquals(0, verdict.exit(), verdict.failures().toString());
  }

  private static State state(List<ControlRun> runs) {
    return runs.get(0).result().state();
  }

  private EvidenceDay day(int settleDays) {
    return new EvidenceDay(records, new SealFolder(folder), key, "acme", settleDays, () -> now);
  }
}
