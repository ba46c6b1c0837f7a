package dev.plainsight.store.read;

import dev.plainsight.detect.Purpose;
import dev.plainsight.store.Parameters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What a question about findings is limited to. Empty text means: no limit.
 *
 * @param purpose which of the two databases
 * @param from first day, in {@code zone}
 * @param to last day, included
 * @param zone the reader's
 * @param severityMin 0 (all) to 3 (high)
 */
public record Asked(
    Purpose purpose,
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    String team,
    String person,
    String rule,
    int severityMin) {

  /** The first moment of the range. */
  public Instant start() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** The first moment after the range. */
  public Instant end() {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** The same question about more days before. */
  public Asked since(LocalDate day) {
    return new Asked(purpose, day, to, zone, team, person, rule, severityMin);
  }

  /** The same question about the days up to this one, where the range goes beyond it. */
  public Asked until(LocalDate day) {
    return to.isAfter(day)
        ? new Asked(purpose, from, day, zone, team, person, rule, severityMin)
        : this;
  }

  Parameters parameters() {
    return Parameters.none()
        .text("purpose", purpose == Purpose.ACTIVITY ? "activity" : "security")
        .at("from", start())
        .at("to", end())
        .text("zone", zone.getId())
        .text("team", team)
        .text("person", person)
        .text("rule", rule)
        .number("severity", severityMin);
  }
}
