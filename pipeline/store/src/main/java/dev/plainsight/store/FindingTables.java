package dev.plainsight.store;

import static dev.plainsight.store.Column.array;
import static dev.plainsight.store.Column.at;
import static dev.plainsight.store.Column.flag;
import static dev.plainsight.store.Column.text;
import static dev.plainsight.store.Column.texts;
import static dev.plainsight.store.Column.u32;
import static dev.plainsight.store.Column.u8;

import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Measure;
import dev.plainsight.detect.Purpose;
import java.util.List;
import java.util.function.Function;

/** Findings, by the purpose they may be used for. */
public final class FindingTables {
  public static final Table<FindingRow> ACTIVITY = table("activity.findings");
  public static final Table<FindingRow> SECURITY = table("security.findings");

  private FindingTables() {}

  /** Where findings of this purpose belong. */
  public static Table<FindingRow> of(Purpose purpose) {
    return purpose == Purpose.ACTIVITY ? ACTIVITY : SECURITY;
  }

  private static Table<FindingRow> table(String name) {
    return Table.of(
        name,
        List.of(
            text("id", row -> row.finding().id()),
            u32("version", row -> row.finding().version()),
            flag("retracted", row -> row.finding().retracted()),
            text("rule", row -> row.finding().rule()),
            u32("rule_version", row -> row.finding().ruleVersion()),
            u8("severity", row -> row.finding().severity().level()),
            text("dimension", row -> row.finding().dimension().name()),
            text("entity", row -> row.finding().entity()),
            text("person", row -> row.finding().person()),
            text("device_id", row -> row.finding().deviceId()),
            text("context", row -> row.finding().context()),
            at("started_at", row -> row.finding().startedAt()),
            at("ended_at", row -> row.finding().endedAt()),
            text("because", row -> row.finding().because())),
        measures("name", Measure::name, RowBinary::text),
        measures("observed", Measure::observed, RowBinary::real),
        measures("comparison", Measure::comparison, RowBinary::text),
        measures("threshold", Measure::threshold, RowBinary::real),
        measures("unit", Measure::unit, RowBinary::text),
        measures("own_median", Measure::ownMedian, RowBinary::real),
        measures("team_median", Measure::teamMedian, RowBinary::real),
        events("device_id", EventRange::deviceId, RowBinary::text),
        events("boot_epoch", EventRange::bootEpoch, RowBinary::u64),
        events("first_seq", EventRange::firstSeq, RowBinary::u64),
        events("last_seq", EventRange::lastSeq, RowBinary::u64),
        texts("benign", row -> row.finding().benign()),
        at("found_at", FindingRow::foundAt));
  }

  private static <V> Column<FindingRow> measures(
      String name, Function<Measure, V> value, java.util.function.BiConsumer<RowBinary, V> each) {
    return array(
        "measures." + name, row -> row.finding().measures().stream().map(value).toList(), each);
  }

  private static <V> Column<FindingRow> events(
      String name,
      Function<EventRange, V> value,
      java.util.function.BiConsumer<RowBinary, V> each) {
    return array(
        "events." + name, row -> row.finding().events().stream().map(value).toList(), each);
  }
}
