package dev.plainsight.evidence;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.Decoded;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.evidence.pack.ControlSummary;
import dev.plainsight.evidence.pack.Figures;
import dev.plainsight.evidence.pack.FileEntry;
import dev.plainsight.evidence.pack.Forge;
import dev.plainsight.evidence.pack.Manifest;
import dev.plainsight.evidence.pack.Names;
import dev.plainsight.evidence.seal.Seal;
import dev.plainsight.evidence.seal.SealFolder;
import dev.plainsight.evidence.seal.SealKey;
import dev.plainsight.evidence.seal.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the liars of {@link ForgeriesTest} do. */
final class Lies {
  private Lies() {}

  static Rows withoutLast(Rows rows) {
    boolean epochs = rows.columns().contains("received");
    int size = rows.rows().size();
    return epochs && is(rows, "2026-11-02")
        ? new Rows(rows.columns(), rows.rows().subList(0, size - 1))
        : rows;
  }

  static boolean is(Rows rows, String day) {
    return !rows.rows().isEmpty() && rows.rows().get(0).get(0).equals(day);
  }

  static Rows withoutGap(Rows rows) {
    if (!rows.columns().contains("received") || !is(rows, "2026-11-04")) {
      return rows;
    }
    List<List<String>> told = new ArrayList<>();
    for (List<String> row : rows.rows()) {
      List<String> whole = new ArrayList<>(row);
      whole.set(5, row.get(4));
      told.add(whole);
    }
    return new Rows(rows.columns(), told);
  }

  static Rows withOneMore(Rows rows) {
    if (!rows.columns().contains("alert_id") || !is(rows, "2026-11-02")) {
      return rows;
    }
    List<List<String>> told = new ArrayList<>(rows.rows());
    told.add(rows.rows().get(0));
    return new Rows(rows.columns(), told);
  }

  static SentBatch busier(SentBatch sent) {
    if (!sent.key().equals("pc-001/1/1")) {
      return sent;
    }
    BatchCodec codec = new BatchCodec();
    EventBatch batch = ((Decoded.Batch) codec.decode(sent.bytes())).batch();
    Presence first = batch.getEvents().get(0).getPresence();
    first.setKeys(4_000);
    return new SentBatch(
        sent.deviceId(),
        sent.bootEpoch(),
        sent.firstSeq(),
        sent.lastSeq(),
        sent.receivedAt(),
        codec.encode(batch));
  }

  /**
   * Under a name that was never ForgeriesTest.sealed, and a day that is not ForgeriesTest.sealed
   * yet.
   */
  static SentBatch renumbered(SentBatch sent) {
    return sent.key().equals("pc-001/1/1")
        ? new SentBatch(
            sent.deviceId(),
            99,
            sent.firstSeq(),
            sent.lastSeq(),
            ForgeriesTest.sealed.period.endMs() + 2 * Times.DAY_MS,
            sent.bytes())
        : sent;
  }

  static Path byAnother(Path place) {
    SealKey other = SealKey.fresh("acme");
    MemoryRecords records = new MemoryRecords(new World(4, 14, 4));
    records.test(ForgeriesTest.sealed.period, Sealed.nextMornings(ForgeriesTest.sealed.period));
    SealFolder seals = new SealFolder(place.resolve("seals"));
    new Sealing(records, seals, other, "acme", InstantSource.fixed(Instant.EPOCH))
        .through(ForgeriesTest.sealed.period.to().plusDays(1), seal -> {});
    return ForgeriesTest.sealed.build(records, seals.all(), other, place);
  }

  /** The last day told as an empty one, on top of the true days before it. */
  static Path rootReplaced(Path place) throws IOException {
    Seal last = ForgeriesTest.sealed.seals.get(ForgeriesTest.sealed.seals.size() - 1);
    Path seals = Files.createDirectory(place.resolve("seals"));
    for (Seal seal : ForgeriesTest.sealed.seals.subList(0, ForgeriesTest.sealed.seals.size() - 1)) {
      for (String end : List.of(".json", ".checkpoint")) {
        Files.copy(
            ForgeriesTest.folder.resolve("seals/" + seal.day() + end),
            seals.resolve(seal.day() + end));
      }
    }
    MemoryRecords empty = new MemoryRecords(new World(0, 0, 4));
    SealFolder copies = new SealFolder(seals);
    new Sealing(empty, copies, SealKey.fresh("acme"), "acme", InstantSource.fixed(Instant.EPOCH))
        .through(last.day(), seal -> {});
    Seal told = copies.last().orElseThrow();
    return new Forge(ForgeriesTest.good)
        .put(Names.checkpoint(last.day()), told.checkpoint().text())
        .edit(Names.ROOTS, roots -> roots.replace(last.json(), told.json()))
        .signed(ForgeriesTest.sealed.key, manifest -> manifest)
        .write(place.resolve("root.zip"));
  }

  static Path withoutAControl(Path place) throws IOException {
    Forge forge = new Forge(ForgeriesTest.good);
    for (FileEntry file : forge.manifest().files()) {
      if (file.path().startsWith("controls/WM-12/")) {
        forge.remove(file.path());
      }
    }
    forge.edit(
        Names.proofs("run"),
        proofs ->
            proofs
                .lines()
                .filter(line -> !line.contains("WM-12"))
                .map(line -> line + "\n")
                .collect(Collectors.joining()));
    return forge
        .signed(
            ForgeriesTest.sealed.key,
            manifest -> {
              List<ControlSummary> rest = manifest.controls().subList(0, 3);
              return Forge.with(
                  manifest,
                  rest,
                  figures(
                      manifest,
                      manifest.figures().missing(),
                      manifest.figures().sealedRows() - 14));
            })
        .write(place.resolve("left-out.zip"));
  }

  static Path withoutItsProof(Path place) throws IOException {
    Path rewritten =
        ForgeriesTest.told(Lying.telling(ForgeriesTest.truth(), "logonBatches", Lies::busier))
            .tell(place);
    return new Forge(rewritten)
        .edit(
            Names.proofs("batch"),
            proofs ->
                proofs
                    .lines()
                    .filter(line -> !line.contains("\"pc-001/1/1\""))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining()))
        .signed(
            ForgeriesTest.sealed.key,
            manifest -> Forge.with(manifest, manifest.controls(), unsealed(manifest)))
        .write(place.resolve("no-proof.zip"));
  }

  static Figures unsealed(Manifest manifest) {
    Figures figures = manifest.figures();
    return new Figures(
        figures.events(),
        figures.missing(),
        figures.coverage(),
        figures.gapMinutes(),
        figures.exceptions(),
        figures.findings(),
        figures.sealedRows() - 1,
        figures.unsealedRows() + 1,
        figures.lastSealedDay());
  }

  static Path gapHidden(Path place) throws IOException {
    return new Forge(ForgeriesTest.good)
        .edit(
            Names.LEDGER, ledger -> ledger.replaceFirst("(pc-002,3,8,10[^\r]*),2\r\n", "$1,0\r\n"))
        .signed(
            ForgeriesTest.sealed.key,
            manifest ->
                Forge.with(
                    manifest,
                    manifest.controls(),
                    figures(manifest, 0, manifest.figures().sealedRows())))
        .write(place.resolve("gap.zip"));
  }

  static Path rowsEdited(Path place) throws IOException {
    Forge forge = new Forge(ForgeriesTest.good);
    List<FileEntry> files = new ArrayList<>();
    for (FileEntry file : forge.manifest().files()) {
      boolean roster = file.path().equals(Names.ROSTER);
      files.add(
          roster ? new FileEntry(file.path(), file.size(), file.sha256(), file.role(), 4) : file);
    }
    return forge
        .sign(Forge.with(forge.manifest(), files), ForgeriesTest.sealed.key)
        .write(place.resolve("rows.zip"));
  }

  static Figures figures(Manifest manifest, long missing, long sealedRows) {
    Figures figures = manifest.figures();
    return new Figures(
        figures.events(),
        missing,
        figures.coverage(),
        figures.gapMinutes(),
        figures.exceptions(),
        figures.findings(),
        sealedRows,
        figures.unsealedRows(),
        figures.lastSealedDay());
  }

  static List<Seal> without(List<Seal> seals, int index) {
    List<Seal> rest = new ArrayList<>(seals);
    rest.remove(index);
    return rest;
  }
}
