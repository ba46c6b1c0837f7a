package dev.plainsight.store;

import static dev.plainsight.store.Column.array;
import static dev.plainsight.store.Column.at;
import static dev.plainsight.store.Column.flag;
import static dev.plainsight.store.Column.real;
import static dev.plainsight.store.Column.text;
import static dev.plainsight.store.Column.texts;
import static dev.plainsight.store.Column.u32;
import static dev.plainsight.store.Column.u8;

import dev.plainsight.detect.risk.Contribution;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Cases, of both purposes: each contribution names its own. */
public final class CaseTables {
  public static final Table<CaseRow> CASES =
      Table.of(
          "evidence.cases",
          List.of(
              text("id", row -> row.opened().id()),
              u32("version", row -> row.opened().version()),
              flag("retracted", row -> row.opened().retracted()),
              text("kind", row -> row.opened().subject().kind().name()),
              text("subject", row -> row.opened().subject().key()),
              at("opened_at", row -> row.opened().openedAt()),
              at("last_at", row -> row.opened().lastAt()),
              real("risk", row -> row.opened().risk()),
              u8("severity", row -> row.opened().severity().level()),
              texts("findings", row -> row.opened().findings())),
          contributions("rule", Contribution::rule, RowBinary::text),
          contributions("purpose", each -> each.purpose().name(), RowBinary::text),
          contributions("findings", each -> (long) each.findings(), RowBinary::u32),
          contributions("points", Contribution::points, RowBinary::real),
          contributions("weight", Contribution::weight, RowBinary::real),
          text("because", row -> row.opened().because()),
          at("found_at", CaseRow::foundAt));

  private CaseTables() {}

  private static <V> Column<CaseRow> contributions(
      String name, Function<Contribution, V> value, BiConsumer<RowBinary, V> each) {
    return array(
        "contributions." + name,
        row -> row.opened().contributions().stream().map(value).toList(),
        each);
  }
}
