package dev.plainsight.evidence.pack;

import dev.plainsight.contract.HashChain;
import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.FindingJson;
import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.LateEvent;
import dev.plainsight.evidence.Records;
import dev.plainsight.evidence.RefusedRecord;
import dev.plainsight.evidence.RosterEntry;
import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.Times;
import dev.plainsight.evidence.completeness.Coverage;
import dev.plainsight.evidence.completeness.Ledger;
import dev.plainsight.evidence.completeness.Span;
import dev.plainsight.evidence.control.Control;
import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.control.ControlText;
import dev.plainsight.evidence.control.Controls;
import dev.plainsight.evidence.control.Parameters;
import dev.plainsight.evidence.seal.Checkpoint;
import dev.plainsight.evidence.seal.Leaf;
import dev.plainsight.evidence.seal.Seal;
import dev.plainsight.evidence.seal.SealKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts a package together: the same records, seals, key and request give the same bytes. Whatever
 * fails, fails the package; nothing is left out in silence.
 */
public final class PackageBuilder {
  /** Events around the period, so that rules have what lies before and after it. */
  public static final int MARGIN_DAYS = 1;

  private final Records records;
  private final List<Seal> seals;
  private final SealKey key;
  private final Consumer<String> progress;

  /**
   * A builder over what is recorded and sealed.
   *
   * @param seals all, oldest first
   * @param progress is told what is done, a line each
   */
  public PackageBuilder(Records records, List<Seal> seals, SealKey key, Consumer<String> progress) {
    this.records = records;
    this.seals = seals;
    this.key = key;
    this.progress = progress;
  }

  /** Writes the package into the folder; its path. */
  public Path build(PackageRequest request, Path folder) {
    try {
      Files.createDirectories(folder);
      Path target = folder.resolve(request.fileName());
      try (Stage stage = new Stage(folder)) {
        new Build(request, stage).everything();
        stage.zip(target);
      }
      progress.accept(target + ": " + Files.size(target) + " bytes");
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("the package in " + folder + " cannot be written", e);
    }
  }

  /** One package in the making. */
  private final class Build {
    private final PackageRequest request;
    private final Stage stage;
    private final Proving proving = new Proving(records, seals);
    private final List<ControlSummary> controls = new ArrayList<>();
    private final List<ControlText> texts = new ArrayList<>();
    private long findings;

    Build(PackageRequest request, Stage stage) {
      this.request = request;
      this.stage = stage;
    }

    void everything() {
      List<RosterEntry> roster = records.roster();
      scope(roster);
      List<Span> spans = ledger();
      Rows coverage = Coverage.of(roster, spans, request.period());
      stage.table(Names.COVERAGE, "completeness", coverage);
      refused();
      Controls.all().forEach(this::control);
      events();
      findings();
      integrity();
      reading();
      sign(spans, Coverage.totals(coverage));
    }

    private void scope(List<RosterEntry> roster) {
      Rows table = new Rows(RosterEntry.COLUMNS, roster.stream().map(RosterEntry::cells).toList());
      stage.table(Names.ROSTER, "scope", table);
      stage.text("scope/not-covered.txt", "scope", resource("not-covered.txt"));
      progress.accept("roster: " + roster.size() + " devices");
    }

    private List<Span> ledger() {
      Ledger ledger = new Ledger(records.drops(request.period()));
      records.headers(request.period(), ledger::add);
      List<Span> spans = ledger.spans();
      Rows table = new Rows(Span.COLUMNS, spans.stream().map(Span::cells).toList());
      stage.table(Names.LEDGER, "completeness", table);
      progress.accept("sequence ledger: " + spans.size() + " spans");
      return spans;
    }

    private void refused() {
      try (Stage.Sheet sheet =
          stage.csv(Names.DEAD_LETTERS, "completeness", RefusedRecord.COLUMNS)) {
        records.refused(request.period(), each -> sheet.row(each.cells()));
      }
    }

    private void control(Control control) {
      ControlText text = Controls.text(control);
      List<ControlRun> runs = records.runs(control.id(), request.period());
      ControlSheets sheets = new ControlSheets(control, runs);
      Map<String, Object> parameters = new LinkedHashMap<>();
      try (Stage.Sheet population =
          stage.csv(Names.control(control.id(), "population.csv"), "control", text.columns())) {
        for (LocalDate day : request.period().days()) {
          Parameters ofDay =
              Parameters.of(text.published(), day, !day.isAfter(request.settledThrough()));
          Rows rows = records.population(text, ofDay);
          rows.rows().forEach(population::row);
          sheets.add(ofDay, rows);
          parameters.put(day.toString(), ofDay.values());
          walkthrough(text, rows);
        }
      }
      file(text, "control.json", text.json());
      file(text, "procedure.md", text.procedure());
      file(text, "query.sql", text.query());
      file(text, "params.json", Json.write(parameters) + "\n");
      stage.table(Names.control(control.id(), "results.csv"), "control", sheets.results());
      stage.table(Names.control(control.id(), "exceptions.csv"), "control", sheets.exceptions());
      runs(control, runs);
      controls.add(sheets.summary());
      texts.add(text);
      progress.accept(control.id() + ": " + sheets.summary().state().text());
    }

    private void walkthrough(ControlText text, Rows rows) {
      if (request.type() == PackageRequest.Type.TYPE1) {
        String path = Names.control(text.id(), "walkthrough.csv");
        stage.table(path, "control", ControlSheets.walkthrough(rows));
      }
    }

    private void file(ControlText text, String name, String content) {
      stage.text(Names.control(text.id(), name), "control", content);
    }

    private void runs(Control control, List<ControlRun> runs) {
      try (Stage.Sheet sheet = stage.lines(Names.control(control.id(), "runs.jsonl"), "control")) {
        for (ControlRun run : runs) {
          sheet.line(run.json());
          proving.want(Leaf.RUN, run.key(), Times.day(run.runAt()));
        }
      }
    }

    private void events() {
      var around = request.period().wider(MARGIN_DAYS);
      try (Stage.Sheet sheet = stage.lines(Names.BATCHES, "events")) {
        records.logonBatches(
            around,
            batch -> {
              sheet.line(batch.json());
              proving.want(Leaf.BATCH, batch.key(), Times.day(batch.receivedAt()));
            });
        progress.accept("batches with logons: " + sheet.rows());
      }
      List<LateEvent> late = records.late(around);
      Rows table = new Rows(LateEvent.COLUMNS, late.stream().map(LateEvent::cells).toList());
      stage.table(Names.LATE, "events", table);
    }

    private void findings() {
      try (Stage.Sheet lines = stage.lines(Names.FINDINGS, "findings");
          Stage.Sheet table = stage.csv(Names.FINDINGS_TABLE, "findings", FindingsTable.COLUMNS)) {
        records.findings(
            request.period(),
            found -> {
              lines.line(FindingJson.write(found.finding()));
              table.row(FindingsTable.cells(found.finding(), Times.text(found.foundAt())));
              proving.want(Leaf.FINDING, found.key(), Times.day(found.foundAt()));
            });
        findings = lines.rows();
        progress.accept("findings: " + findings);
      }
    }

    private void integrity() {
      try (Stage.Sheet roots = stage.lines(Names.ROOTS, "integrity")) {
        seals.forEach(seal -> roots.line(seal.json()));
      }
      for (Seal seal : seals) {
        stage.text(Names.checkpoint(seal.day()), "integrity", seal.checkpoint().text());
      }
      proving.write(stage);
      progress.accept("proofs: " + proving.proved() + ", not yet sealed: " + proving.unproved());
    }

    private void reading() {
      stage.text(Names.KEY, "integrity", SealKey.pem(key.publicKey()));
      stage.text(
          "keys/seal.vkey", "integrity", Checkpoint.noteKey(key.name(), key.publicKey()) + "\n");
      stage.text("README.txt", "reading", resource("README.txt"));
      stage.text("verify.sh", "reading", resource("verify.sh"));
      stage.table("scope/criteria-map.csv", "scope", criteria());
      custody();
    }

    private Rows criteria() {
      List<List<String>> rows = new ArrayList<>();
      for (ControlText text : texts) {
        text.criteria().forEach(criterion -> rows.add(List.of(criterion, text.id(), text.title())));
      }
      rows.sort(Comparator.comparing(row -> row.get(0) + row.get(1)));
      return new Rows(List.of("criterion", "control", "title"), rows);
    }

    private void custody() {
      try (Stage.Sheet sheet = stage.lines("custody.jsonl", "custody")) {
        for (Seal seal : seals) {
          sheet.line(custody("sealed", seal.day() + " by " + key.name(), seal.header().sealedAt()));
        }
        sheet.line(custody("assembled", request.fileName() + " by " + request.preparedBy(), -1));
      }
    }

    private static String custody(String step, String what, long atMs) {
      return Json.write(Json.object("step", step, "what", what, "at", Times.text(atMs)));
    }

    private void sign(List<Span> spans, Coverage.Totals coverage) {
      Figures figures =
          new Figures(
              spans.stream().mapToLong(Span::received).sum(),
              spans.stream().mapToLong(Span::gapBefore).sum(),
              coverage.percent(),
              coverage.gap(),
              controls.stream().mapToLong(ControlSummary::exceptions).sum(),
              findings,
              proving.proved(),
              proving.unproved(),
              seals.isEmpty() ? "" : seals.get(seals.size() - 1).day().toString());
      stage.text(Names.SUMMARY, "reading", Summary.html(manifest(figures), words()));
      Manifest manifest = manifest(figures);
      stage.text(Manifest.FILE, "manifest", manifest.json());
      stage.text(Manifest.ENVELOPE, "manifest", Envelope.sign(manifest, key).json());
    }

    private List<Summary.Words> words() {
      return texts.stream().map(text -> Summary.Words.of(text.json())).toList();
    }

    private Manifest manifest(Figures figures) {
      return new Manifest(
          request.organisation(),
          request.typeName(),
          request.period(),
          request.revision(),
          request.preparedBy(),
          request.previousDigest(),
          key.name(),
          SealKey.fingerprint(key.publicKey()),
          List.copyOf(controls),
          figures,
          stage.entries());
    }
  }

  static String resource(String name) {
    String path = "/package/" + name;
    try (InputStream in = PackageBuilder.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** Digest of a package file, hex: what the next revision names. */
  public static String digest(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      var digest = HashChain.sha256();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return Bytes.hex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
