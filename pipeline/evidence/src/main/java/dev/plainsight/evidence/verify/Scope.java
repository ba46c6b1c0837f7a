package dev.plainsight.evidence.verify;

import dev.plainsight.evidence.Period;
import dev.plainsight.evidence.RosterEntry;
import dev.plainsight.evidence.Rows;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the roster with the population of WM-01, whose daily runs are sealed: a device that is
 * left out of the one is missed in the other.
 */
final class Scope {
  static final String CONTROL = "WM-01";

  private Scope() {}

  static void check(List<RosterEntry> roster, Rows population, Period period, Verdict.Sink sink) {
    Map<String, Set<String>> tested = new HashMap<>();
    for (Map<String, String> row : population.named()) {
      tested
          .computeIfAbsent(Rows.cell(row, "day"), day -> new TreeSet<>())
          .add(Rows.cell(row, "device_id"));
    }
    for (LocalDate day : period.days()) {
      Set<String> rostered = new TreeSet<>();
      for (RosterEntry device : roster) {
        if (!day.isBefore(device.expectedFrom()) && !day.isAfter(device.expectedTo())) {
          rostered.add(device.deviceId());
        }
      }
      compare(day, rostered, tested.getOrDefault(day.toString(), Set.of()), sink);
    }
  }

  private static void compare(
      LocalDate day, Set<String> rostered, Set<String> tested, Verdict.Sink sink) {
    for (String device : tested) {
      if (!rostered.contains(device)) {
        sink.fail(Check.SCOPE, "the roster lacks " + device + ", which was tested on " + day);
      }
    }
    for (String device : rostered) {
      if (!tested.contains(device)) {
        sink.fail(Check.SCOPE, device + " is on the roster and was not tested on " + day);
      }
    }
  }
}
