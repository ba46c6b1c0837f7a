package dev.plainsight.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is written twice is there once: at once under {@code FINAL}, and after merges for
 * everyone. For each table that is written to.
 */
class SameRowsTwiceTest {
  @TempDir static Path folder;
  private static LiveStore live;

  @BeforeAll
  static void start() throws Exception {
    live = LiveStore.start(folder);
    new Migrations(live.store, "").apply();
  }

  @AfterAll
  static void stop() throws Exception {
    if (live != null) {
      live.close();
    }
  }

  @BeforeEach
  void empty() {
    for (Samples<?> samples : Samples.ALL) {
      live.store.execute("TRUNCATE TABLE " + samples.table().name());
    }
  }

  static Stream<Samples<?>> tables() {
    return Samples.ALL.stream();
  }

  @Test
  void everyTableIsAmongThem() {
    assertEquals(
        live.column(
            "SELECT concat(database, '.', name) AS x FROM system.tables"
                + " WHERE engine LIKE '%MergeTree' AND database IN ('activity', 'security',"
                + " 'evidence') ORDER BY x"),
        tables().map(samples -> samples.table().name()).sorted().toList());
  }

  /** A column that is not written would be a default for ever. */
  @Test
  void everyColumnIsWritten() {
    for (Samples<?> samples : Samples.ALL) {
      assertEquals(
          live.column(
              "SELECT name AS x FROM system.columns WHERE concat(database, '.', table) = '"
                  + samples.table().name()
                  + "' ORDER BY position"),
          samples.table().columnNames());
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  <T> void changesNothing(Samples<T> samples) {
    String table = samples.table().name();
    List<T> rows = samples.rows();
    live.store.insert(samples.table(), rows);
    String first = digest(table);
    assertTrue(first.startsWith(rows.size() + "|"), first);

    live.store.insert(samples.table(), rows);
    assertEquals(first, digest(table), "the same block again");

    List<T> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(7));
    for (int from = 0; from < rows.size(); from += 7) {
      live.store.insert(samples.table(), shuffled.subList(from, Math.min(from + 7, rows.size())));
    }
    assertEquals(first, digest(table), "in other batches and another order");

    live.store.execute("OPTIMIZE TABLE " + table + " FINAL");
    assertEquals(first, digest(table), "after merges, under FINAL");
    assertEquals(rows.size() + "", live.one("SELECT count() FROM " + table), "after merges");
    assertEquals(first, merged(table), "after merges, without FINAL");
  }

  /** Rows that differ in nothing but their identity stay apart. */
  @ParameterizedTest
  @MethodSource("tables")
  <T> void rowsOfOtherIdentityStayApart(Samples<T> samples) {
    live.store.insert(samples.table(), samples.alike());
    live.store.execute("OPTIMIZE TABLE " + samples.table().name() + " FINAL");
    assertEquals(
        samples.alike().size() + "", live.one("SELECT count() FROM " + samples.table().name()));
  }

  /** A backlog of years, such as old log files, has more months than one insert may by default. */
  @Test
  void aBlockOfThreeHundredMonthsIsTaken() {
    live.store.insert(EventTables.LOGONS, Samples.logonsOfMonths(300));
    assertEquals("300", live.one("SELECT count() FROM security.logons"));
  }

  @Test
  void theNewestVersionOfADeviceInTheRosterIsInForceWhateverCameLast() {
    live.store.insert(RoadTables.ROSTER, List.of(Samples.roster("laptop-1", "ada", 2)));
    live.store.insert(RoadTables.ROSTER, List.of(Samples.roster("laptop-1", "ben", 1)));
    assertEquals("ada", live.one("SELECT person FROM evidence.roster FINAL"));
    live.store.insert(RoadTables.ROSTER, List.of(Samples.roster("laptop-1", "cy", 3)));
    live.store.execute("OPTIMIZE TABLE evidence.roster FINAL");
    assertEquals("cy", live.one("SELECT person FROM evidence.roster"));
  }

  private static String digest(String table) {
    return live.one(digestOf(table + " FINAL"));
  }

  private static String merged(String table) {
    return live.one(digestOf(table));
  }

  /** Count, and a sum that does not depend on the order of the rows. */
  private static String digestOf(String rows) {
    return "SELECT concat(toString(count()), '|', toString(sum(cityHash64(*)))) FROM " + rows;
  }
}
