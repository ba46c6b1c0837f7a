package dev.plainsight.evidence.control;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.Times;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One test of a control on one day's population, as it was recorded. Runs are added, never changed:
 * a later one restates the day.
 *
 * @param runAt ms since 1970 UTC
 * @param queryHash SHA-256 of the query, hex
 * @param inputHash SHA-256 of the day's population as CSV, hex
 */
public record ControlRun(
    String control,
    LocalDate day,
    long runAt,
    Parameters parameters,
    String queryHash,
    String inputHash,
    Result result) {

  /** Tests a population. */
  public static ControlRun of(
      Control control, ControlText text, Parameters parameters, Rows population, long runAt) {
    return new ControlRun(
        control.id(),
        parameters.day(),
        runAt,
        parameters,
        text.queryHash(),
        inputHash(population),
        control.test(population, parameters));
  }

  public static String inputHash(Rows population) {
    return Bytes.sha256Hex(population.csv());
  }

  /** {@code control/day/time}: its name among the leaves of a day. */
  public String key() {
    return control + "/" + day + "/" + Times.text(runAt);
  }

  /** Whether another run of the same day rests on the same query, parameters and population. */
  public boolean isSameTest(ControlRun other) {
    return queryHash.equals(other.queryHash)
        && inputHash.equals(other.inputHash)
        && parameters.equals(other.parameters);
  }

  /** Its line in {@code runs.jsonl}: the bytes that are sealed. */
  public String json() {
    return Json.write(
        Json.object(
            "control", control,
            "day", day,
            "run_at", Times.text(runAt),
            "parameters", parameters.values(),
            "query_sha256", queryHash,
            "input_sha256", inputHash,
            "state", result.state().text(),
            "population", result.population(),
            "detail", result.detail(),
            "exceptions", result.deviations().stream().map(ControlRun::json).toList()));
  }

  private static Object json(Deviation deviation) {
    return Json.object("subject", deviation.subject(), "detail", deviation.detail());
  }

  public static ControlRun of(String line) {
    Json.Fields fields = Json.fields(line);
    List<Deviation> deviations =
        fields.objects("exceptions").stream()
            .map(each -> new Deviation(each.text("subject"), each.text("detail")))
            .toList();
    return new ControlRun(
        fields.text("control"),
        LocalDate.parse(fields.text("day")),
        Times.ms(fields.text("run_at")),
        parameters(fields.object("parameters")),
        fields.text("query_sha256"),
        fields.text("input_sha256"),
        new Result(
            State.of(fields.text("state")),
            fields.number("population"),
            deviations,
            fields.text("detail")));
  }

  /** Reads parameters that were written as a JSON object. */
  public static Parameters parameters(Json.Fields fields) {
    Map<String, String> values = new TreeMap<>();
    fields.members().forEach((name, value) -> values.put("" + name, "" + value));
    return new Parameters(values);
  }
}
