package dev.plainsight.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.Decoded;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.evidence.control.ControlRun;
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
import dev.plainsight.evidence.verify.Check;
import dev.plainsight.evidence.verify.Verdict;
import dev.plainsight.evidence.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One way to lie each, by who found a package or by who holds the key; each with its own check. */
final class ForgeriesTest {
  @TempDir static Path folder;
  private static Sealed sealed;
  private static Path good;

  @BeforeAll
  static void build() {
    sealed = new Sealed(new World(4, 14, 4), 14, folder);
    good = sealed.build(folder.resolve("good"));
  }

  /** Makes a forged package. */
  interface Lie {
    Path tell(Path folder) throws IOException;
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        // By one who found the package.
        lie(
            "a row changed",
            found(
                f ->
                    f.edit(
                        wm("01", "population.csv"),
                        s -> s.replaceFirst("\"?user of pc-000", "user of pc-009"))),
            Check.FILES,
            "controls/WM-01/population.csv is not the file that the manifest lists"),
        lie(
            "a file added",
            found(f -> f.put("controls/WM-01/opinion.txt", "clean")),
            Check.FILES,
            "controls/WM-01/opinion.txt is not in the manifest"),
        lie(
            "a file removed",
            found(f -> f.remove(Names.DEAD_LETTERS)),
            Check.FILES,
            "completeness/dead_letters.csv is missing"),
        lie(
            "a count edited",
            found(
                f ->
                    f.edit(Manifest.FILE, s -> s.replace("\"exceptions\":15", "\"exceptions\":0"))),
            Check.SIGNATURE,
            "manifest.json is not what was signed"),
        lie(
            "all of it signed by another key",
            ForgeriesTest::byAnother,
            Check.KEY,
            "the trusted one is"),
        // By one who holds the key.
        lie(
            "a row dropped",
            told(Lying.<Rows>about(truth(), "population", ForgeriesTest::withoutLast)),
            Check.POPULATION,
            "WM-02: the population of 2026-11-02 (3 rows) is not that of its recorded run (4)"),
        lie(
            "a row changed and signed",
            told(Lying.<Rows>about(truth(), "population", ForgeriesTest::withoutGap)),
            Check.POPULATION,
            "WM-02: the population of 2026-11-04"),
        lie(
            "a row added",
            told(Lying.<Rows>about(truth(), "population", ForgeriesTest::withOneMore)),
            Check.POPULATION,
            "WM-12: the population of 2026-11-02 (2 rows)"),
        lie(
            "a device left off the roster",
            told(Lying.<List<RosterEntry>>about(truth(), "roster", r -> r.subList(0, 4))),
            Check.SCOPE,
            "the roster lacks pc-never, which was tested on 2026-11-01"),
        lie(
            "a control result flipped",
            signed(
                f ->
                    f.edit(
                        wm("02", "results.csv"),
                        s -> s.replace("2026-11-04,exception", "2026-11-04,pass"))),
            Check.RESULTS,
            "WM-02: results.csv lacks [2026-11-04, exception"),
        lie(
            "an exception hidden",
            signed(
                f ->
                    f.edit(
                        wm("01", "exceptions.csv"),
                        s -> s.replaceFirst("2026-11-10,pc-001[^\r]*\r\n", ""))),
            Check.EXCEPTIONS,
            "WM-01: exceptions.csv lacks [2026-11-10, pc-001, silent on an expected day"),
        lie(
            "a query swapped",
            signed(f -> f.edit(wm("12", "query.sql"), s -> s.replace("FAILED", "FAILURE"))),
            Check.QUERY,
            "WM-12: 2026-11-01 ran another query than query.sql"),
        lie(
            "a parameter changed",
            signed(
                f ->
                    f.edit(
                        wm("12", "params.json"),
                        s -> s.replace("\"window_s\":\"60\"", "\"window_s\":\"5\""))),
            Check.QUERY,
            "WM-12: 2026-11-01 ran with other parameters"),
        lie(
            "a day's run left out",
            told(
                Lying.<List<ControlRun>>about(
                    truth(),
                    "runs",
                    r -> r.stream().filter(run -> run.day().getDayOfMonth() != 5).toList())),
            Check.CONTROLS,
            "WM-01: 2026-11-05 has no recorded run"),
        lie(
            "a control left out",
            ForgeriesTest::withoutAControl,
            Check.CONTROLS,
            "WM-12 is left out"),
        lie(
            "a finding removed",
            told(
                Lying.<FoundFinding>telling(
                    truth(), "findings", f -> f.finding().rule().equals("AC-02") ? null : f)),
            Check.FINDINGS,
            "holds on the enclosed events, and is not among the findings"),
        lie(
            "an alert dated back",
            told(
                Lying.<FoundFinding>telling(
                    truth(),
                    "findings",
                    f -> new FoundFinding(f.finding(), f.foundAt() - Times.DAY_MS))),
            Check.INCLUSION,
            "says it was recorded at 2026-11-01T12:30:01.500Z; it was sealed with 2026-11-02"),
        lie(
            "a batch rewritten",
            told(Lying.<SentBatch>telling(truth(), "logonBatches", ForgeriesTest::busier)),
            Check.INCLUSION,
            "is not what was sealed on 2026-11-02"),
        lie(
            "a batch rewritten and its proof dropped",
            ForgeriesTest::withoutItsProof,
            Check.UNSEALED,
            "batch pc-001/1/1 was recorded on 2026-11-02, and is in no seal"),
        lie(
            "a sealed batch dated after the last seal",
            told(Lying.<SentBatch>telling(truth(), "logonBatches", ForgeriesTest::renumbered)),
            Check.EVENTS,
            "does not hold what it is listed as"),
        lie(
            "a sealed day left out",
            f -> sealed.build(sealed.records, without(sealed.seals, 4), sealed.key, f),
            Check.CHAIN,
            "2026-11-05 is missing: the chain goes on with 2026-11-06"),
        lie(
            "the first days left out",
            f -> sealed.build(sealed.records, sealed.seals.subList(3, 15), sealed.key, f),
            Check.CHAIN,
            "2026-11-04 names"),
        lie(
            "a root replaced and signed by another key",
            ForgeriesTest::rootReplaced,
            Check.CHECKPOINT,
            "the root of 2026-11-15 is not signed by the package's key"),
        lie(
            "a gap hidden",
            ForgeriesTest::gapHidden,
            Check.LEDGER,
            "pc-002/3 8..10 comes after 2 missing sequences; it says 0 dropped + 0 gap"),
        lie(
            "coverage embellished",
            signed(
                f ->
                    f.edit(
                        Names.COVERAGE,
                        s ->
                            s.replaceFirst(
                                "2026-11-10,pc-001,1440,0,", "2026-11-10,pc-001,1440,540,"))),
            Check.COVERAGE,
            "coverage.csv is not what roster and sequence ledger come to"),
        lie(
            "figures embellished",
            f ->
                new Forge(good)
                    .signed(
                        sealed.key,
                        m -> Forge.with(m, m.controls(), figures(m, m.figures().missing(), 0)))
                    .write(f.resolve("x.zip")),
            Check.FIGURES,
            "the manifest says"),
        lie(
            "a row count edited",
            ForgeriesTest::rowsEdited,
            Check.ROWS,
            "scope/roster.csv has 5 rows; the manifest says 4"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void isCaughtByItsOwnCheck(String name, Lie lie, Check check, String message, @TempDir Path place)
      throws IOException {
    Verdict verdict = Verifier.verify(lie.tell(place), sealed.key.publicKey());
    Set<Check> failed =
        verdict.failures().stream().map(Verdict.Failure::check).collect(Collectors.toSet());
    assertEquals(Set.of(check), failed, () -> name + ": " + verdict.failures());
    assertEquals(check.exit(), verdict.exit());
    String all = verdict.failures().toString();
    assertTrue(all.contains(message), all);
  }

  private static Arguments lie(String name, Lie lie, Check check, String message) {
    return Arguments.of(name, lie, check, message);
  }

  private static String wm(String number, String file) {
    return Names.control("WM-" + number, file);
  }

  private static Lie found(UnaryOperator<Forge> edit) {
    return place -> edit.apply(new Forge(good)).write(place.resolve("found.zip"));
  }

  private static Lie signed(UnaryOperator<Forge> edit) {
    return place ->
        edit.apply(new Forge(good))
            .signed(sealed.key, manifest -> manifest)
            .write(place.resolve("signed.zip"));
  }

  private static Records truth() {
    return sealed.records;
  }

  private static Lie told(Records lies) {
    return place -> sealed.build(lies, sealed.seals, sealed.key, place);
  }

  private static Rows withoutLast(Rows rows) {
    boolean epochs = rows.columns().contains("received");
    int size = rows.rows().size();
    return epochs && is(rows, "2026-11-02")
        ? new Rows(rows.columns(), rows.rows().subList(0, size - 1))
        : rows;
  }

  private static boolean is(Rows rows, String day) {
    return !rows.rows().isEmpty() && rows.rows().get(0).get(0).equals(day);
  }

  private static Rows withoutGap(Rows rows) {
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

  private static Rows withOneMore(Rows rows) {
    if (!rows.columns().contains("alert_id") || !is(rows, "2026-11-02")) {
      return rows;
    }
    List<List<String>> told = new ArrayList<>(rows.rows());
    told.add(rows.rows().get(0));
    return new Rows(rows.columns(), told);
  }

  private static SentBatch busier(SentBatch sent) {
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

  /** Under a name that was never sealed, and a day that is not sealed yet. */
  private static SentBatch renumbered(SentBatch sent) {
    return sent.key().equals("pc-001/1/1")
        ? new SentBatch(
            sent.deviceId(),
            99,
            sent.firstSeq(),
            sent.lastSeq(),
            sealed.period.endMs() + 2 * Times.DAY_MS,
            sent.bytes())
        : sent;
  }

  private static Path byAnother(Path place) {
    SealKey other = SealKey.fresh("acme");
    MemoryRecords records = new MemoryRecords(new World(4, 14, 4));
    records.test(sealed.period, Sealed.nextMornings(sealed.period));
    SealFolder seals = new SealFolder(place.resolve("seals"));
    new Sealing(records, seals, other, "acme", InstantSource.fixed(Instant.EPOCH))
        .through(sealed.period.to().plusDays(1), seal -> {});
    return sealed.build(records, seals.all(), other, place);
  }

  /** The last day told as an empty one, on top of the true days before it. */
  private static Path rootReplaced(Path place) throws IOException {
    Seal last = sealed.seals.get(sealed.seals.size() - 1);
    Path seals = Files.createDirectory(place.resolve("seals"));
    for (Seal seal : sealed.seals.subList(0, sealed.seals.size() - 1)) {
      for (String end : List.of(".json", ".checkpoint")) {
        Files.copy(folder.resolve("seals/" + seal.day() + end), seals.resolve(seal.day() + end));
      }
    }
    MemoryRecords empty = new MemoryRecords(new World(0, 0, 4));
    SealFolder copies = new SealFolder(seals);
    new Sealing(empty, copies, SealKey.fresh("acme"), "acme", InstantSource.fixed(Instant.EPOCH))
        .through(last.day(), seal -> {});
    Seal told = copies.last().orElseThrow();
    return new Forge(good)
        .put(Names.checkpoint(last.day()), told.checkpoint().text())
        .edit(Names.ROOTS, roots -> roots.replace(last.json(), told.json()))
        .signed(sealed.key, manifest -> manifest)
        .write(place.resolve("root.zip"));
  }

  private static Path withoutAControl(Path place) throws IOException {
    Forge forge = new Forge(good);
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
            sealed.key,
            manifest -> {
              List<ControlSummary> rest = manifest.controls().subList(0, 2);
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

  private static Path withoutItsProof(Path place) throws IOException {
    Path rewritten =
        told(Lying.telling(truth(), "logonBatches", ForgeriesTest::busier)).tell(place);
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
            sealed.key, manifest -> Forge.with(manifest, manifest.controls(), unsealed(manifest)))
        .write(place.resolve("no-proof.zip"));
  }

  private static Figures unsealed(Manifest manifest) {
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

  private static Path gapHidden(Path place) throws IOException {
    return new Forge(good)
        .edit(
            Names.LEDGER, ledger -> ledger.replaceFirst("(pc-002,3,8,10[^\r]*),2\r\n", "$1,0\r\n"))
        .signed(
            sealed.key,
            manifest ->
                Forge.with(
                    manifest,
                    manifest.controls(),
                    figures(manifest, 0, manifest.figures().sealedRows())))
        .write(place.resolve("gap.zip"));
  }

  private static Path rowsEdited(Path place) throws IOException {
    Forge forge = new Forge(good);
    List<FileEntry> files = new ArrayList<>();
    for (FileEntry file : forge.manifest().files()) {
      boolean roster = file.path().equals(Names.ROSTER);
      files.add(
          roster ? new FileEntry(file.path(), file.size(), file.sha256(), file.role(), 4) : file);
    }
    return forge
        .sign(Forge.with(forge.manifest(), files), sealed.key)
        .write(place.resolve("rows.zip"));
  }

  private static Figures figures(Manifest manifest, long missing, long sealedRows) {
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

  private static List<Seal> without(List<Seal> seals, int index) {
    List<Seal> rest = new ArrayList<>(seals);
    rest.remove(index);
    return rest;
  }
}
