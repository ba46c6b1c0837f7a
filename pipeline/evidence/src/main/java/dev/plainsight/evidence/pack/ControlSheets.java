package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Csv;
import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.Times;
import dev.plainsight.evidence.control.Control;
import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.control.Deviation;
import dev.plainsight.evidence.control.Parameters;
import dev.plainsight.evidence.control.Result;
import dev.plainsight.evidence.control.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The sheets of one control, made from its populations day by day: by the builder, and again by the
 * verifier. {@code results.csv} and {@code exceptions.csv} leave the auditor's columns blank.
 */
public final class ControlSheets {
  private static final List<String> RESULTS =
      List.of(
          "day",
          "state",
          "population",
          "exceptions",
          "detail",
          "input_sha256",
          "runs",
          "last_run_at",
          "service_auditors_test",
          "service_auditors_result");
  private static final List<String> EXCEPTIONS =
      List.of("day", "subject", "detail", "management_response", "service_auditors_note");

  private final Control control;
  private final List<ControlRun> runs;
  private final List<List<String>> results = new ArrayList<>();
  private final List<List<String>> exceptions = new ArrayList<>();
  private final List<State> states = new ArrayList<>();
  private long population;
  private long daysWithoutRun;

  /**
   * Sheets of no day yet.
   *
   * @param runs recorded of this control
   */
  public ControlSheets(Control control, List<ControlRun> runs) {
    this.control = control;
    this.runs = runs;
  }

  /** Tests the next day's population. */
  public void add(Parameters parameters, Rows rows) {
    Result result = control.test(rows, parameters);
    LocalDate day = parameters.day();
    List<ControlRun> ofDay = runs.stream().filter(run -> run.day().equals(day)).toList();
    String lastRun =
        ofDay.stream()
            .max(Comparator.comparingLong(ControlRun::runAt))
            .map(run -> Times.text(run.runAt()))
            .orElse("");
    results.add(
        List.of(
            day.toString(),
            result.state().text(),
            result.population() + "",
            result.deviations().size() + "",
            result.detail(),
            ControlRun.inputHash(rows),
            ofDay.size() + "",
            lastRun,
            "",
            ""));
    for (Deviation deviation : result.deviations()) {
      exceptions.add(List.of(day.toString(), deviation.subject(), deviation.detail(), "", ""));
    }
    states.add(result.state());
    population += result.population();
    daysWithoutRun += ofDay.isEmpty() ? 1 : 0;
  }

  public Rows results() {
    return new Rows(RESULTS, List.copyOf(results));
  }

  public Rows exceptions() {
    return new Rows(EXCEPTIONS, List.copyOf(exceptions));
  }

  public ControlSummary summary() {
    return new ControlSummary(
        control.id(),
        State.worst(states),
        population,
        exceptions.size(),
        states.size(),
        daysWithoutRun,
        states.stream().filter(state -> state == State.NOT_TESTABLE).count());
  }

  /** One item to walk through: the row whose hash is the smallest, so that nobody chooses it. */
  static Rows walkthrough(Rows population) {
    List<List<String>> first =
        population.rows().stream()
            .min(Comparator.comparing(row -> Bytes.sha256Hex(Csv.line(row))))
            .map(List::of)
            .orElse(List.of());
    return new Rows(population.columns(), first);
  }
}
