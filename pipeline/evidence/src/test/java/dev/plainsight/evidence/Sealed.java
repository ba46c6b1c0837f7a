package dev.plainsight.evidence;

import dev.plainsight.evidence.pack.PackageBuilder;
import dev.plainsight.evidence.pack.PackageRequest;
import dev.plainsight.evidence.seal.Seal;
import dev.plainsight.evidence.seal.SealFolder;
import dev.plainsight.evidence.seal.SealKey;
import dev.plainsight.evidence.seal.Sealing;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A world whose days were tested each next morning, and all sealed. */
final class Sealed {
  final MemoryRecords records;
  final SealKey key = SealKey.fresh("acme");
  final List<Seal> seals;
  final Period period;

  Sealed(World world, int days, Path folder) {
    this.records = new MemoryRecords(world);
    this.period = new Period(World.SUNDAY, World.SUNDAY.plusDays(days - 1));
    records.test(period, nextMornings(period));
    SealFolder seals = new SealFolder(folder.resolve("seals"));
    Instant now = Instant.ofEpochMilli(period.endMs() + 9 * Times.DAY_MS);
    new Sealing(records, seals, key, "acme", InstantSource.fixed(now))
        .through(period.to().plusDays(1), seal -> {});
    this.seals = seals.all();
  }

  static Map<LocalDate, Long> nextMornings(Period period) {
    return period.days().stream()
        .collect(
            Collectors.toMap(
                Function.identity(), day -> Times.start(day.plusDays(1)) + Times.DAY_MS / 6));
  }

  /** A package of other records with the same seals. */
  Path build(Records from, List<Seal> withSeals, SealKey by, Path folder) {
    return new PackageBuilder(from, withSeals, by, line -> {}).build(request(), folder);
  }

  Path build(Path folder) {
    return build(records, seals, key, folder);
  }

  PackageRequest request() {
    return new PackageRequest(
        "acme", PackageRequest.Type.TYPE2, period, period.to(), 1, "it@acme", "");
  }
}
