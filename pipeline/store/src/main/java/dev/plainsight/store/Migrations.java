package dev.plainsight.store;

import dev.plainsight.contract.HashChain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schema, as numbered steps that are applied once, in order. A step that was applied and reads
 * differently now stops the program: history is added to, never edited. The same files serve one
 * node and a cluster.
 */
public final class Migrations {
  static final List<String> STEPS =
      List.of(
          "0001-databases",
          "0002-events",
          "0003-transport",
          "0004-findings",
          "0005-evidence",
          "0006-cases");

  private static final String RECORD =
      """
      CREATE TABLE IF NOT EXISTS plainsight_migrations ${on_cluster} (
        step String, sha256 String, applied_at DateTime DEFAULT now()
      ) ENGINE = ${replicated}ReplacingMergeTree ORDER BY step
      """;

  private final Store store;
  private final String cluster;

  /**
   * The steps against a store.
   *
   * @param cluster name of the ClickHouse cluster, with macros {@code shard} and {@code replica};
   *     empty for a single node
   */
  public Migrations(Store store, String cluster) {
    if (!cluster.matches("[A-Za-z0-9_-]*")) {
      throw new IllegalArgumentException(
          "cluster '" + cluster + "': a name of letters, digits, _ and - is needed");
    }
    this.store = store;
    this.cluster = cluster;
  }

  /** Applies what is missing; the names of the steps applied now. */
  public List<String> apply() {
    store.execute(forTarget(RECORD));
    Map<String, String> applied = new LinkedHashMap<>();
    store.stream(
        new Query("migrations", "SELECT step, sha256 FROM plainsight_migrations"),
        Parameters.none(),
        row -> applied.put(row.text("step"), row.text("sha256")));
    List<String> now = new ArrayList<>();
    for (String step : STEPS) {
      String sql = Query.at(Migrations.class, "/migrations/" + step + ".sql", step).sql();
      String sha256 = sha256(sql);
      String before = applied.get(step);
      if (before == null) {
        run(step, sql, sha256);
        now.add(step);
      } else if (!before.equals(sha256)) {
        throw new StoreException(
            "migration "
                + step
                + " was applied as "
                + before
                + " and now reads "
                + sha256
                + "; restore the file and put the change into a new step",
            null);
      }
    }
    return now;
  }

  private void run(String step, String sql, String sha256) {
    for (String statement : statements(forTarget(sql))) {
      store.execute(statement);
    }
    store.insert(
        Table.of(
            "plainsight_migrations",
            List.of(Column.<String[]>text("step", row -> row[0])),
            Column.text("sha256", row -> row[1])),
        List.<String[]>of(new String[] {step, sha256}));
  }

  /** Fills in the two places where one node and a cluster differ. */
  String forTarget(String sql) {
    return sql.replace("${on_cluster}", cluster.isEmpty() ? "" : "ON CLUSTER '" + cluster + "'")
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
