package dev.plainsight.evidence.control;

import static dev.plainsight.evidence.Rows.cell;

import dev.plainsight.evidence.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * WM-11: each rule finds its canary of the day.
 *
 * <pre>
 * sent  AC-01  AC-02  WF-01
 * found   x             x       AC-02 missed its canary: an exception
 * </pre>
 */
final class CanariesFound implements Control {
  @Override
  public String id() {
    return "WM-11";
  }

  @Override
  public Result test(Rows population, Parameters parameters) {
    if (population.rows().isEmpty()) {
      return new Result(
          State.NOT_OPERATED, 0, List.of(), "nothing was sent on this day, and no canary");
    }
    long withinS = Long.parseLong(parameters.text("found_within_s"));
    List<Deviation> deviations = new ArrayList<>();
    for (Map<String, String> canary : population.named()) {
      String why = why(canary, withinS);
      if (!why.isEmpty()) {
        deviations.add(new Deviation(cell(canary, "rule"), why));
      }
    }
    return Result.of(population.rows().size(), deviations, parameters);
  }

  private static String why(Map<String, String> canary, long withinS) {
    if (cell(canary, "rule").equals("none")) {
      return "devices sent events on this day, and no canary was sent";
    }
    if (cell(canary, "must_be_found").equals("no")) {
      return "the thresholds in force do not find the rule's own example: it is as good as off";
    }
    if (cell(canary, "found_at").isEmpty()) {
      return "the canary sent at " + cell(canary, "sent_at") + " was not found";
    }
    long seconds = Long.parseLong(cell(canary, "seconds"));
    return seconds <= withinS
        ? ""
        : "the canary was found after " + seconds + " s; within " + withinS + " s is agreed";
  }
}
