package dev.plainsight.evidence;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A device that should be seen, as the roster has it: the denominator of every figure.
 *
 * @param firstSeenAt its first event ever, ms since 1970 UTC; -1: never seen
 */
public record RosterEntry(
    String deviceId,
    String person,
    String team,
    String site,
    LocalDate expectedFrom,
    LocalDate expectedTo,
    String source,
    long firstSeenAt) {
  public static final List<String> COLUMNS =
      List.of(
          "device_id",
          "person",
          "team",
          "site",
          "expected_from",
          "expected_to",
          "source",
          "first_seen_at");

  public List<String> cells() {
    return List.of(
        deviceId,
        person,
        team,
        site,
        expectedFrom.toString(),
        expectedTo.toString(),
        source,
        Times.text(firstSeenAt));
  }

  public static RosterEntry of(Map<String, String> row) {
    return new RosterEntry(
        Rows.cell(row, "device_id"),
        Rows.cell(row, "person"),
        Rows.cell(row, "team"),
        Rows.cell(row, "site"),
        LocalDate.parse(Rows.cell(row, "expected_from")),
        LocalDate.parse(Rows.cell(row, "expected_to")),
        Rows.cell(row, "source"),
        Times.ms(Rows.cell(row, "first_seen_at")));
  }
}
