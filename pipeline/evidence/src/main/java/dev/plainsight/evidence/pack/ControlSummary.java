package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.control.State;

/**
 * A control over the whole period.
 *
 * @param days tested in this package
 * @param daysWithoutRun of them, those with no recorded daily run
 * @param daysNotTestable of them, those that allowed no result
 */
public record ControlSummary(
    String id,
    State state,
    long population,
    long exceptions,
    long days,
    long daysWithoutRun,
    long daysNotTestable) {

  Object json() {
    return Json.object(
        "id", id,
        "state", state.text(),
        "population", population,
        "exceptions", exceptions,
        "days", days,
        "days_without_run", daysWithoutRun,
        "days_not_testable", daysNotTestable);
  }

  static ControlSummary of(Json.Fields fields) {
    return new ControlSummary(
        fields.text("id"),
        State.of(fields.text("state")),
        fields.number("population"),
        fields.number("exceptions"),
        fields.number("days"),
        fields.number("days_without_run"),
        fields.number("days_not_testable"));
  }
}
