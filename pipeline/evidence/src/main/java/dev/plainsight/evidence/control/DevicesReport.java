package dev.plainsight.evidence.control;

import static dev.plainsight.evidence.Rows.cell;

import dev.plainsight.evidence.Rows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * WM-01: every rostered device reports.
 *
 * <pre>
 * expected_from                 day tested
 * |------ never an event --------|  > 24 h: never seen
 * |  x x x STOP                  |     x    stopped in order and back later: off
 * |  x x x                       |          silent on an expected day
 * </pre>
 */
final class DevicesReport implements Control {
  @Override
  public String id() {
    return "WM-01";
  }

  @Override
  public Result test(Rows population, Parameters parameters) {
    if (population.rows().isEmpty()) {
      return new Result(
          State.NOT_TESTABLE, 0, List.of(), "the roster holds no device for this day");
    }
    List<Deviation> deviations = new ArrayList<>();
    for (Map<String, String> device : population.named()) {
      String why = why(device, parameters);
      if (!why.isEmpty()) {
        deviations.add(new Deviation(cell(device, "device_id"), why));
      }
    }
    return Result.of(population.rows().size(), deviations, parameters);
  }

  private static String why(Map<String, String> device, Parameters parameters) {
    if (!cell(device, "batches").equals("0")) {
      return "";
    }
    LocalDate from = LocalDate.parse(cell(device, "expected_from"));
    if (cell(device, "seen_before_at").isEmpty()) {
      return parameters.day().isAfter(from) ? "never seen since it is expected, " + from : "";
    }
    if (!isExpected(parameters) || isOff(device)) {
      return "";
    }
    return "silent on an expected day; last seen " + cell(device, "seen_before_at");
  }

  private static boolean isExpected(Parameters parameters) {
    String weekday = parameters.day().getDayOfWeek().getValue() + "";
    return Arrays.asList(parameters.text("expected_weekdays").split(" ")).contains(weekday);
  }

  private static boolean isOff(Map<String, String> device) {
    boolean stopped = cell(device, "stopped_at").compareTo(cell(device, "seen_before_at")) >= 0;
    return stopped && !cell(device, "seen_after_at").isEmpty();
  }
}
