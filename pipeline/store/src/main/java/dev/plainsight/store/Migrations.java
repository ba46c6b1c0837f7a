package dev.plainsight.store;

import dev.plainsight.contract.HashChain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The schema, as numbered steps that are applied once, in order. A step that was applied and reads
 * differently now, that is gone, or that has got another number stops the program before anything
 * is changed: history is added to, never edited. A run that was cut off goes on where it was. The
 * same files serve one node and a cluster.
 */
public final class Migrations {
  static final List<String> STEPS =
      List.of(
          "0001-databases",
          "0002-events",
          "0003-transport",
          "0004-findings",
          "0005-evidence",
          "0006-cases",
          "0007-reviews",
          "0008-canaries");

  static final String RECORD =
      """
      CREATE TABLE IF NOT EXISTS plainsight_migrations ${on_cluster} (
        step String, sha256 String, applied_at DateTime DEFAULT now()
      ) ENGINE = ${replicated}ReplacingMergeTree ORDER BY step
      """;

  /** What was made before a run was cut off is not made again. */
  private static final Pattern MADE =
      Pattern.compile("(?m)^CREATE (DATABASE|TABLE|VIEW) (?!IF NOT EXISTS)");

  private final Store store;
  private final String cluster;
  private final List<Query> steps;

  /**
   * The steps against a store.
   *
   * @param cluster name of the ClickHouse cluster, with macros {@code shard} and {@code replica};
   *     empty for a single node
   */
  public Migrations(Store store, String cluster) {
    this(store, cluster, shipped());
  }

  Migrations(Store store, String cluster, List<Query> steps) {
    if (!cluster.matches("[A-Za-z0-9_-]*")) {
      throw new IllegalArgumentException(
          "cluster '" + cluster + "': a name of letters, digits, _ and - is needed");
    }
    this.store = store;
    this.cluster = cluster;
    this.steps = steps;
  }

  /** The steps of this version, in order. */
  static List<Query> shipped() {
    return STEPS.stream()
        .map(step -> Query.at(Migrations.class, "/migrations/" + step + ".sql", step))
        .toList();
  }

  /** Applies what is missing; the names of the steps applied now. */
  public List<String> apply() {
    store.execute(forTarget(RECORD));
    Map<String, String> applied = new LinkedHashMap<>();
    store.stream(
        new Query("migrations", "SELECT step, sha256 FROM plainsight_migrations ORDER BY step"),
        Parameters.none(),
        row -> applied.put(row.text("step"), row.text("sha256")));
    refuseAnotherHistory(applied);
    List<Query> missing = steps.subList(applied.size(), steps.size());
    missing.forEach(this::run);
    return missing.stream().map(Query::name).toList();
  }

  /**
   * What was applied must be the first of our steps, word for word.
   *
   * <pre>
   * applied  0001 0002 0003          applied  0001 0003        applied  0001 0002 0009
   * ours     0001 0002 0003 0004     ours     0001 0002 0003   ours     0001 0002 0003
   *                         ^ runs                 ^ refused                      ^ refused
   * </pre>
   */
  private void refuseAnotherHistory(Map<String, String> applied) {
    List<String> names = steps.stream().map(Query::name).toList();
    for (String step : applied.keySet()) {
      if (!names.contains(step)) {
        throw new StoreException(
            file(step)
                + " was applied to this store and is not in this version; start the version that"
                + " has it, or restore the file under its number",
            null);
      }
    }
    for (Query step : steps.subList(0, applied.size())) {
      String before = applied.get(step.name());
      String now = sha256(step.sql());
      if (before == null) {
        throw new StoreException(
            file(step.name())
                + " was never applied to this store, but steps behind it were; give it the next"
                + " free number",
            null);
      }
      if (!before.equals(now)) {
        throw new StoreException(
            file(step.name())
                + " was applied as "
                + before
                + " and now reads "
                + now
                + "; restore the file and put the change into a new step",
            null);
      }
    }
  }

  private static String file(String step) {
    return "migrations/" + step + ".sql";
  }

  private void run(Query step) {
    for (String statement : statements(forTarget(step.sql()))) {
      try {
        store.execute(statement);
      } catch (StoreException e) {
        throw new StoreException(file(step.name()) + ": " + e.getMessage(), e);
      }
    }
    store.insert(
        Table.of(
            "plainsight_migrations",
            List.of(Column.<String[]>text("step", row -> row[0])),
            Column.text("sha256", row -> row[1])),
        List.<String[]>of(new String[] {step.name(), sha256(step.sql())}));
  }

  /** Fills in the two places where one node and a cluster differ. */
  String forTarget(String sql) {
    return MADE.matcher(sql)
        .replaceAll("CREATE $1 IF NOT EXISTS ")
        .replace("${on_cluster}", cluster.isEmpty() ? "" : "ON CLUSTER '" + cluster + "'")
        .replace("${replicated}", cluster.isEmpty() ? "" : "Replicated");
  }

  static List<String> statements(String sql) {
    List<String> statements = new ArrayList<>();
    for (String part : sql.replaceAll("(?m)^--.*$", "").split(";", -1)) {
      if (!part.isBlank()) {
        statements.add(part.strip());
      }
    }
    return statements;
  }

  private static String sha256(String text) {
    return HexFormat.of()
        .formatHex(HashChain.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
