package dev.plainsight.agent.logins;

import dev.plainsight.contract.avro.ActivityEvent;
import java.util.List;

/**
 * What came of one line.
 *
 * @param events what it tells; it may also let go of what an earlier line left open
 * @param problem why it could not be read; empty where it could
 * @param isOfInterest whether it is of a kind that is collected
 */
record Parsed(List<ActivityEvent> events, String problem, boolean isOfInterest) {
  static Parsed unreadable(String problem) {
    return new Parsed(List.of(), problem, false);
  }

  static Parsed notOfInterest() {
    return new Parsed(List.of(), "", false);
  }

  static Parsed of(List<ActivityEvent> events) {
    return new Parsed(events, "", true);
  }

  boolean isReadable() {
    return problem.isEmpty();
  }
}
