package dev.plainsight.store;

import static dev.plainsight.store.Column.at;
import static dev.plainsight.store.Column.day;
import static dev.plainsight.store.Column.fixed;
import static dev.plainsight.store.Column.flag;
import static dev.plainsight.store.Column.text;
import static dev.plainsight.store.Column.u32;
import static dev.plainsight.store.Column.u64;
import static dev.plainsight.store.Column.u8;

import java.time.LocalDate;
import java.util.List;

/** What evidence keeps of its own: results of controls, leaves of sealed days, copies of seals. */
public final class EvidenceTables {
  public static final Table<Result> RESULTS =
      Table.of(
          "evidence.control_results",
          List.of(),
          text("control", Result::control),
          day("day", row -> row.day().toEpochDay()),
          at("run_at", Result::runAt),
          u8("state", Result::state),
          u64("population", Result::population),
          u64("exceptions", Result::exceptions),
          text("parameters", Result::parameters),
          text("query_hash", Result::queryHash),
          text("input_hash", Result::inputHash),
          text("detail", Result::detail),
          u64("run_ms", Result::runMs));

  public static final Table<Deviation> EXCEPTIONS =
      Table.of(
          "evidence.control_exceptions",
          List.of(),
          text("control", Deviation::control),
          day("day", row -> row.day().toEpochDay()),
          at("run_at", Deviation::runAt),
          text("subject", Deviation::subject),
          text("detail", Deviation::detail));

  public static final Table<Leaf> LEAVES =
      Table.of(
          "evidence.leaves",
          List.of(),
          day("day", row -> row.day().toEpochDay()),
          u64("position", Leaf::position),
          text("kind", Leaf::kind),
          text("key", Leaf::key),
          fixed("salt", Leaf::salt),
          fixed("hash", Leaf::hash));

  public static final Table<Seal> SEALS =
      Table.of(
          "evidence.seals",
          List.of(),
          day("day", row -> row.day().toEpochDay()),
          u64("leaves", Seal::leaves),
          fixed("root", Seal::root),
          fixed("previous_root", Seal::previousRoot),
          text("checkpoint", Seal::checkpoint),
          at("sealed_at", Seal::sealedAt));

  public static final Table<CanaryRow> CANARIES =
      Table.of(
          "evidence.canaries",
          List.of(),
          day("day", CanaryRow::day),
          text("rule", CanaryRow::rule),
          at("at", CanaryRow::at),
          u32("rule_version", CanaryRow::ruleVersion),
          flag("must_be_found", CanaryRow::mustBeFound),
          text("finding", CanaryRow::finding));

  private EvidenceTables() {}

  /**
   * One run of a control's test.
   *
   * @param state 1 pass, 2 exception, 3 not testable, 4 not operated
   * @param parameters as JSON
   */
  public record Result(
      String control,
      LocalDate day,
      long runAt,
      int state,
      long population,
      long exceptions,
      String parameters,
      String queryHash,
      String inputHash,
      String detail,
      long runMs) {}

  /** One item that deviates, of that run. */
  public record Deviation(
      String control, LocalDate day, long runAt, String subject, String detail) {}

  /** One place in the tree of a sealed day; salt and hash are 32 bytes. */
  public record Leaf(
      LocalDate day, long position, String kind, String key, byte[] salt, byte[] hash) {}

  /** The copy of a seal; roots are 32 bytes. */
  public record Seal(
      LocalDate day,
      long leaves,
      byte[] root,
      byte[] previousRoot,
      String checkpoint,
      long sealedAt) {}
}
