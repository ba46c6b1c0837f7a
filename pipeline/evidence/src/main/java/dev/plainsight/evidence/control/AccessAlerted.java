package dev.plainsight.evidence.control;

import static dev.plainsight.evidence.Rows.cell;

import dev.plainsight.evidence.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * WM-12: each burst of failed logons that the independent query finds has an alert that covers it.
 *
 * <pre>
 * failures   x x  x xx x          found by the query, not by the rule
 * alert     [   AC-01   ]         covers it: pass
 * </pre>
 */
final class AccessAlerted implements Control {
  @Override
  public String id() {
    return "WM-12";
  }

  @Override
  public Result test(Rows population, Parameters parameters) {
    if (population.rows().isEmpty()) {
      return new Result(State.NOT_OPERATED, 0, List.of(), "no such pattern on this day");
    }
    List<Deviation> deviations = new ArrayList<>();
    for (Map<String, String> burst : population.named()) {
      if (cell(burst, "alert_id").isEmpty()) {
        deviations.add(new Deviation(cell(burst, "source"), why(burst, parameters)));
      }
    }
    return Result.of(population.rows().size(), deviations, parameters);
  }

  private static String why(Map<String, String> burst, Parameters parameters) {
    return "%s failed logons within %s s, dense from %s to %s, and no alert covers them"
        .formatted(
            cell(burst, "failures_most"),
            parameters.text("window_s"),
            cell(burst, "dense_from"),
            cell(burst, "dense_to"));
  }
}
