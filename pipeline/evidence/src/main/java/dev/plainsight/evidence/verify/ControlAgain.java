package dev.plainsight.evidence.verify;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.control.Control;
import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.control.Parameters;
import dev.plainsight.evidence.pack.ControlSheets;
import dev.plainsight.evidence.pack.ControlSummary;
import dev.plainsight.evidence.pack.Manifest;
import dev.plainsight.evidence.pack.Names;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tests one control again on the enclosed population, and compares with what was recorded. */
final class ControlAgain {
  private final Archive archive;
  private final Manifest manifest;
  private final Control control;
  private final List<ControlRun> runs;
  private final Verdict.Sink sink;

  ControlAgain(
      Archive archive,
      Manifest manifest,
      Control control,
      List<ControlRun> runs,
      Verdict.Sink sink) {
    this.archive = archive;
    this.manifest = manifest;
    this.control = control;
    this.runs = runs;
    this.sink = sink;
  }

  /** The population; what is wrong goes to the sink. */
  Rows check() {
    Rows population = archive.rows(path("population.csv"));
    Map<String, List<List<String>>> byDay = byDay(population);
    Json.Fields parameters = Json.fields(archive.text(path("params.json")));
    ControlSheets sheets = new ControlSheets(control, runs);
    String queryHash = Bytes.sha256Hex(archive.text(path("query.sql")));
    for (LocalDate day : manifest.period().days()) {
      Parameters ofDay = ControlRun.parameters(parameters.object(day.toString()));
      Rows rows = new Rows(population.columns(), byDay.getOrDefault(day.toString(), List.of()));
      sheets.add(ofDay, rows);
      recorded(day, ofDay, rows, queryHash);
    }
    same(Check.EXCEPTIONS, "exceptions.csv", sheets.exceptions());
    same(Check.RESULTS, "results.csv", sheets.results());
    figures(sheets.summary());
    return population;
  }

  private Map<String, List<List<String>>> byDay(Rows population) {
    Map<String, List<List<String>>> byDay = new LinkedHashMap<>();
    for (List<String> row : population.rows()) {
      byDay.computeIfAbsent(row.get(0), day -> new ArrayList<>()).add(row);
    }
    Set<String> outside = new HashSet<>(byDay.keySet());
    manifest.period().days().forEach(day -> outside.remove(day.toString()));
    if (!outside.isEmpty()) {
      fail(Check.CONTROLS, "the population has rows of days outside the period: " + outside);
    }
    return byDay;
  }

  private void recorded(LocalDate day, Parameters parameters, Rows rows, String queryHash) {
    Optional<ControlRun> newest =
        runs.stream()
            .filter(run -> run.day().equals(day))
            .max(Comparator.comparingLong(ControlRun::runAt));
    if (newest.isEmpty()) {
      fail(Check.CONTROLS, day + " has no recorded run");
      return;
    }
    ControlRun run = newest.get();
    if (!run.queryHash().equals(queryHash)) {
      fail(Check.QUERY, day + " ran another query than query.sql: " + run.queryHash());
    } else if (!published(run.parameters()).equals(published(parameters))) {
      fail(Check.QUERY, day + " ran with other parameters: " + run.parameters().values());
    } else if (!run.inputHash().equals(ControlRun.inputHash(rows))) {
      fail(
          Check.POPULATION,
          "the population of %s (%d rows) is not that of its recorded run (%d)"
              .formatted(day, rows.rows().size(), run.result().population()));
    } else if (run.parameters().equals(parameters)
        && !run.result().equals(control.test(rows, parameters))) {
      fail(Check.RESULTS, "the recorded run of " + day + " has another result than the test gives");
    }
  }

  /** Without what may differ between an early run and a late one. */
  private static Map<String, String> published(Parameters parameters) {
    Map<String, String> published = new LinkedHashMap<>(parameters.values());
    published.remove("settled");
    return published;
  }

  private void same(Check check, String file, Rows made) {
    Rows enclosed = archive.rows(path(file));
    if (enclosed.csv().equals(made.csv())) {
      return;
    }
    Set<List<String>> there = new HashSet<>(enclosed.rows());
    Set<List<String>> should = new HashSet<>(made.rows());
    made.rows().stream()
        .filter(row -> !there.contains(row))
        .forEach(row -> fail(check, file + " lacks " + row));
    enclosed.rows().stream()
        .filter(row -> !should.contains(row))
        .forEach(row -> fail(check, file + " has, and the test does not give, " + row));
    if (there.equals(should)) {
      fail(check, file + " has the rows in another order, or a row twice");
    }
  }

  private void figures(ControlSummary made) {
    Optional<ControlSummary> stated =
        manifest.controls().stream().filter(each -> each.id().equals(control.id())).findFirst();
    if (!stated.equals(Optional.of(made))) {
      fail(Check.FIGURES, "the manifest says " + stated.orElse(null) + "; it comes to " + made);
    }
  }

  private String path(String file) {
    return Names.control(control.id(), file);
  }

  private void fail(Check check, String what) {
    sink.fail(check, control.id() + ": " + what);
  }
}
