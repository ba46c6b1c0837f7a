package dev.plainsight.store.read;

import dev.plainsight.detect.Measure;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Severity;
import dev.plainsight.store.FindingColumns;
import dev.plainsight.store.Row;
import java.util.List;

/**
 * A finding in force, with the name and team of the person. Times are ms since 1970 UTC.
 *
 * @param name of the person in the roster; empty where the roster has none
 * @param events how many events it rests on
 */
public record Found(
    Purpose purpose,
    String id,
    int version,
    String rule,
    int ruleVersion,
    Severity severity,
    String dimension,
    String entity,
    String person,
    String name,
    String team,
    String deviceId,
    long startedAt,
    long endedAt,
    String because,
    List<Measure> measures,
    List<String> benign,
    long events,
    long foundAt) {

  /** How long it lasted, ms. */
  public long lengthMs() {
    return endedAt - startedAt;
  }

  static Found of(Purpose purpose, Row row) {
    return new Found(
        purpose,
        row.text("id"),
        (int) row.number("version"),
        row.text("rule"),
        (int) row.number("rule_version"),
        FindingColumns.severity(row),
        row.text("dimension"),
        row.text("entity"),
        row.text("person"),
        row.text("name"),
        row.text("team"),
        row.text("device_id"),
        row.at("started_at"),
        row.at("ended_at"),
        row.text("because"),
        FindingColumns.measures(row),
        List.copyOf(row.<String>list("benign")),
        row.number("events"),
        row.at("found_at"));
  }
}
