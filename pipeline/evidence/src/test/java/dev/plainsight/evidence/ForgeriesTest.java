package dev.plainsight.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.pack.Forge;
import dev.plainsight.evidence.pack.Manifest;
import dev.plainsight.evidence.pack.Names;
import dev.plainsight.evidence.verify.Check;
import dev.plainsight.evidence.verify.Verdict;
import dev.plainsight.evidence.verify.Verifier;
import java.io.IOException;
import java.nio.file.Path;
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
  static Sealed sealed;
  static Path good;

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
        lie("all of it signed by another key", Lies::byAnother, Check.KEY, "the trusted one is"),
        // By one who holds the key.
        lie(
            "a row dropped",
            told(Lying.<Rows>about(truth(), "population", Lies::withoutLast)),
            Check.POPULATION,
            "WM-02: the population of 2026-11-02 (3 rows) is not that of its recorded run (4)"),
        lie(
            "a row changed and signed",
            told(Lying.<Rows>about(truth(), "population", Lies::withoutGap)),
            Check.POPULATION,
            "WM-02: the population of 2026-11-04"),
        lie(
            "a row added",
            told(Lying.<Rows>about(truth(), "population", Lies::withOneMore)),
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
        lie("a control left out", Lies::withoutAControl, Check.CONTROLS, "WM-12 is left out"),
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
            told(Lying.<SentBatch>telling(truth(), "logonBatches", Lies::busier)),
            Check.INCLUSION,
            "is not what was sealed on 2026-11-02"),
        lie(
            "a batch rewritten and its proof dropped",
            Lies::withoutItsProof,
            Check.UNSEALED,
            "batch pc-001/1/1 was recorded on 2026-11-02, and is in no seal"),
        lie(
            "a sealed batch dated after the last seal",
            told(Lying.<SentBatch>telling(truth(), "logonBatches", Lies::renumbered)),
            Check.EVENTS,
            "does not hold what it is listed as"),
        lie(
            "a sealed day left out",
            f -> sealed.build(sealed.records, Lies.without(sealed.seals, 4), sealed.key, f),
            Check.CHAIN,
            "2026-11-05 is missing: the chain goes on with 2026-11-06"),
        lie(
            "the first days left out",
            f -> sealed.build(sealed.records, sealed.seals.subList(3, 15), sealed.key, f),
            Check.CHAIN,
            "2026-11-04 names"),
        lie(
            "a root replaced and signed by another key",
            Lies::rootReplaced,
            Check.CHECKPOINT,
            "the root of 2026-11-15 is not signed by the package's key"),
        lie(
            "a gap hidden",
            Lies::gapHidden,
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
                        m -> Forge.with(m, m.controls(), Lies.figures(m, m.figures().missing(), 0)))
                    .write(f.resolve("x.zip")),
            Check.FIGURES,
            "the manifest says"),
        lie(
            "a row count edited",
            Lies::rowsEdited,
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

  static Records truth() {
    return sealed.records;
  }

  static Lie told(Records lies) {
    return place -> sealed.build(lies, sealed.seals, sealed.key, place);
  }
}
