package dev.plainsight.store;

import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Measure;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Severity;
import java.util.ArrayList;
import java.util.List;

/** Reads back what {@link FindingTables} wrote, as the rule made it, to the last bit. */
public final class FindingColumns {
  private FindingColumns() {}

  /** A whole finding and when it was found, of a query that answers with all its columns. */
  public static FindingRow row(Row row) {
    Finding finding =
        new Finding(
            row.text("id"),
            (int) row.number("version"),
            row.flag("retracted"),
            row.text("rule"),
            (int) row.number("rule_version"),
            Purpose.valueOf(row.text("purpose")),
            severity(row),
            Dimension.valueOf(row.text("dimension")),
            row.text("entity"),
            row.text("person"),
            row.text("device_id"),
            row.text("context"),
            row.number("started_ms"),
            row.number("ended_ms"),
            row.text("because"),
            measures(row),
            events(row),
            List.copyOf(row.<String>list("benign")));
    return new FindingRow(finding, row.number("found_ms"));
  }

  /** The severity whose level is in the column {@code level}. */
  public static Severity severity(Row row) {
    long level = row.number("level");
    for (Severity severity : Severity.values()) {
      if (severity.level() == level) {
        return severity;
      }
    }
    throw new IllegalArgumentException("no severity of level " + level);
  }

  /** The measures, in their order. */
  public static List<Measure> measures(Row row) {
    List<String> names = row.list("names");
    List<Number> observed = row.list("observed");
    List<String> comparisons = row.list("comparisons");
    List<Number> thresholds = row.list("thresholds");
    List<String> units = row.list("units");
    List<Number> own = row.list("own_medians");
    List<Number> team = row.list("team_medians");
    List<Measure> measures = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      measures.add(
          new Measure(
              names.get(i),
              observed.get(i).doubleValue(),
              comparisons.get(i),
              thresholds.get(i).doubleValue(),
              units.get(i),
              own.get(i).doubleValue(),
              team.get(i).doubleValue()));
    }
    return List.copyOf(measures);
  }

  private static List<EventRange> events(Row row) {
    List<String> devices = row.list("event_devices");
    List<Number> epochs = row.list("event_epochs");
    List<Number> firsts = row.list("event_firsts");
    List<Number> lasts = row.list("event_lasts");
    List<EventRange> events = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      events.add(
          new EventRange(
              devices.get(i),
              epochs.get(i).longValue(),
              firsts.get(i).longValue(),
              lasts.get(i).longValue()));
    }
    return List.copyOf(events);
  }
}
