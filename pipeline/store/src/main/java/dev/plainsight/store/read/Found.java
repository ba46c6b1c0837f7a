package dev.plainsight.store.read;

import dev.plainsight.detect.Measure;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Severity;
import dev.plainsight.store.Row;
import java.util.ArrayList;
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
        severity(row),
        row.text("dimension"),
        row.text("entity"),
        row.text("person"),
        row.text("name"),
        row.text("team"),
        row.text("device_id"),
        row.at("started_at"),
        row.at("ended_at"),
        row.text("because"),
        measures(row),
        List.copyOf(row.<String>list("benign")),
        row.number("events"),
        row.at("found_at"));
  }

  /** The severity whose level is in the column {@code level}. */
  static Severity severity(Row row) {
    long level = row.number("level");
    for (Severity severity : Severity.values()) {
      if (severity.level() == level) {
        return severity;
      }
    }
    throw new IllegalArgumentException("no severity of level " + level);
  }

  private static List<Measure> measures(Row row) {
    List<String> names = row.list("names");
    List<Double> observed = row.list("observed");
    List<String> comparisons = row.list("comparisons");
    List<Double> thresholds = row.list("thresholds");
    List<String> units = row.list("units");
    List<Double> own = row.list("own_medians");
    List<Double> team = row.list("team_medians");
    List<Measure> measures = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      measures.add(
          new Measure(
              names.get(i),
              observed.get(i),
              comparisons.get(i),
              thresholds.get(i),
              units.get(i),
              own.get(i),
              team.get(i)));
    }
    return List.copyOf(measures);
  }
}
