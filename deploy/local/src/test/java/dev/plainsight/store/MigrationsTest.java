package dev.plainsight.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History is added to, never edited: on a real engine. */
class MigrationsTest {
  private static final Query ONE =
      new Query("0001-one", "-- One.\nCREATE TABLE evidence.one (a UInt8) ENGINE = Memory;\n");
  private static final Query TWO =
      new Query("0002-two", "CREATE TABLE evidence.two (a UInt8) ENGINE = Memory;");
  private static final Query THREE =
      new Query("0003-three", "CREATE TABLE evidence.three (a UInt8) ENGINE = Memory;");

  @TempDir static Path folder;
  private static LiveStore live;

  @BeforeAll
  static void start() throws Exception {
    live = LiveStore.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (live != null) {
      live.close();
    }
  }

  @BeforeEach
  void empty() {
    live.empty();
    live.store.execute("CREATE DATABASE evidence");
  }

  @Test
  void everyFileIsAStepAndStepsAreNumberedWithoutAHole() throws IOException {
    Path files = Needs.repository().resolve("pipeline/store/src/main/resources/migrations");
    try (Stream<Path> found = Files.list(files)) {
      assertEquals(
          Migrations.STEPS,
          found.map(file -> file.getFileName().toString().replace(".sql", "")).sorted().toList());
    }
    for (int i = 0; i < Migrations.STEPS.size(); i++) {
      assertTrue(Migrations.STEPS.get(i).startsWith("%04d-".formatted(i + 1)));
    }
  }

  @Test
  void ourStepsAreAppliedOnce() {
    Migrations ours = new Migrations(live.store, "");
    assertEquals(Migrations.STEPS, ours.apply());
    assertEquals(List.of(), ours.apply());
    assertEquals(
        Migrations.STEPS, live.column("SELECT step AS x FROM plainsight_migrations ORDER BY x"));
  }

  @Test
  void onlyNewStepsAreAppliedToAStoreThatHasTheFirst() {
    assertEquals(List.of("0001-one"), apply(ONE));
    assertEquals(List.of("0002-two", "0003-three"), apply(ONE, TWO, THREE));
  }

  @Test
  void aChangedStepIsRefusedByItsFileAndNothingIsRun() {
    apply(ONE, TWO);
    Query changed = new Query("0001-one", ONE.sql().replace("UInt8", "UInt16"));
    String told = refused(changed, TWO, THREE);
    assertTrue(told.startsWith("migrations/0001-one.sql was applied as "), told);
    assertTrue(told.contains("restore the file and put the change into a new step"), told);
    assertFalse(tables().contains("three"));
  }

  /** A comment is part of the file too: what was applied is kept to the letter. */
  @Test
  void aChangedCommentIsAChange() {
    apply(ONE);
    assertTrue(refused(new Query("0001-one", ONE.sql().replace("One", "1"))).contains("0001-one"));
  }

  @Test
  void aMissingStepIsRefusedByItsFile() {
    apply(ONE, TWO, THREE);
    String told = refused(ONE, TWO);
    assertTrue(told.startsWith("migrations/0003-three.sql was applied to this store"), told);
    assertTrue(told.contains("start the version that has it"), told);
  }

  @Test
  void aRenumberedStepIsRefusedByItsFile() {
    apply(ONE, TWO);
    String told = refused(ONE, new Query("0003-two", TWO.sql()));
    assertTrue(told.startsWith("migrations/0002-two.sql was applied to this store"), told);
  }

  @Test
  void aStepPutBetweenAppliedOnesIsRefusedByItsFile() {
    apply(ONE, THREE);
    String told = refused(ONE, TWO, THREE);
    assertTrue(told.startsWith("migrations/0002-two.sql was never applied"), told);
    assertFalse(tables().contains("two"));
  }

  @Test
  void aStepThatFailsIsNamedAndNotCounted() {
    Query broken = new Query("0002-two", TWO.sql() + "\nCREATE TABLE nowhere.x (a UInt8);");
    String told = refused(ONE, broken, THREE);
    assertTrue(told.startsWith("migrations/0002-two.sql: "), told);
    assertEquals(List.of("0001-one"), live.column("SELECT step AS x FROM plainsight_migrations"));
    assertFalse(tables().contains("three"));
    assertEquals(List.of("0002-two", "0003-three"), apply(ONE, TWO, THREE));
  }

  /** Cut off behind each statement in turn, with the record of the step not written. */
  @Test
  void aRunThatWasCutOffGoesOnWhereverThatWas() {
    List<String> all = new ArrayList<>();
    Migrations ours = new Migrations(live.store, "");
    for (Query step : Migrations.shipped()) {
      all.addAll(Migrations.statements(ours.forTarget(step.sql())));
    }
    assertTrue(all.size() > 20);
    for (int cut : new int[] {0, 1, 3, 7, all.size() / 2, all.size() - 1, all.size()}) {
      live.empty();
      all.subList(0, cut).forEach(live.store::execute);
      assertEquals(Migrations.STEPS, ours.apply(), "cut behind statement " + cut);
      assertEquals(List.of(), ours.apply());
    }
  }

  /** Also steps that are still to be written must hold when a part of them was run before. */
  @Test
  void everyStatementMayBeRunTwice() {
    Migrations ours = new Migrations(live.store, "");
    for (Query step : Migrations.shipped()) {
      for (String statement : Migrations.statements(ours.forTarget(step.sql()))) {
        live.store.execute(statement);
        live.store.execute(statement);
      }
    }
  }

  /**
   * There is no cluster here: the engine as a library has no keeper. It reads each statement of the
   * cluster's form, so that its grammar at least is right.
   */
  @Test
  void theClustersFormIsMadeOfTheSameFilesAndReadByTheEngine() {
    Migrations clustered = new Migrations(live.store, "main-cluster");
    int engines = 0;
    for (Query step : Migrations.shipped()) {
      for (String statement : Migrations.statements(clustered.forTarget(step.sql()))) {
        assertFalse(statement.contains("${"), statement);
        assertTrue(statement.contains(" ON CLUSTER 'main-cluster'"), statement);
        String tree = tree(statement);
        assertTrue(tree.startsWith("Create") || tree.startsWith("AlterQuery"), tree);
        if (statement.contains("ENGINE =")) {
          assertTrue(statement.contains("ENGINE = ReplicatedReplacingMergeTree"), statement);
          assertTrue(tree.contains("ReplicatedReplacingMergeTree"), tree);
          engines++;
        }
      }
    }
    assertTrue(tree(clustered.forTarget(Migrations.RECORD)).contains("ReplicatedReplacing"));
    new Migrations(live.store, "").apply();
    assertEquals(
        live.column(
                "SELECT name AS x FROM system.tables WHERE engine = 'ReplacingMergeTree'"
                    + " AND database IN ('activity', 'security', 'evidence')")
            .size(),
        engines);
  }

  @Test
  void aClustersNameIsNoPlaceForSql() {
    assertThrows(
        IllegalArgumentException.class, () -> new Migrations(live.store, "x' ENGINE = Null --"));
  }

  private static String tree(String statement) {
    Query explained = new Query("tree", "EXPLAIN AST " + statement);
    return String.join(
        "\n", live.store.query(explained, Parameters.none(), row -> row.text("explain")));
  }

  private static List<String> apply(Query... steps) {
    return new Migrations(live.store, "", List.of(steps)).apply();
  }

  private static String refused(Query... steps) {
    return assertThrows(StoreException.class, () -> apply(steps)).getMessage() + "";
  }

  private static List<String> tables() {
    return live.column("SELECT name AS x FROM system.tables WHERE database = 'evidence'");
  }
}
