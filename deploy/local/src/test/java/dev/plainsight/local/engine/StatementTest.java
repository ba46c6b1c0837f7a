package dev.plainsight.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatementTest {
  @Test
  void splitsAnInsertWhoseRowsFollow() {
    assertEquals(
        new Statement.RowsFollow("INSERT INTO t (a, b) ", "RowBinary"),
        Statement.rowsFollow("INSERT INTO t (a, b) FORMAT RowBinary"));
    assertEquals(
        new Statement.RowsFollow("/* why */ insert into t ", "Values"),
        Statement.rowsFollow("/* why */ insert into t values;"));
  }

  @Test
  void leavesOtherStatementsWhole() {
    assertNull(Statement.rowsFollow("INSERT INTO t SELECT 1"));
    assertNull(Statement.rowsFollow("INSERT INTO t VALUES (1)"));
    assertNull(Statement.rowsFollow("SELECT 1 FORMAT CSV"));
    assertNull(Statement.killing("SELECT 'KILL QUERY WHERE query_id'"));
  }

  @Test
  void findsTheFormatASelectNames() {
    assertEquals("JSON", Statement.tail("SELECT 1 FORMAT JSON").format());
    assertEquals("JSON", Statement.tail("SELECT 1 FORMAT JSON SETTINGS max_threads = 1;").format());
    assertNull(Statement.tail("SELECT ' FORMAT JSON'").format());
  }

  @Test
  void joinsOnlyWhatItIsSureOf() {
    assertEquals(Joining.ROWS, Joining.of("SELECT format('{}', 1)", "RowBinary"));
    assertEquals(Joining.LINE, Joining.of("SELECT 1 FORMAT CSVWithNames", "RowBinary"));
    assertEquals(Joining.TWO_LINES, Joining.of("SELECT 1", "TSVWithNamesAndTypes"));
    assertEquals(
        Joining.BINARY_NAMES_AND_TYPES, Joining.of("SELECT 1", "RowBinaryWithNamesAndTypes"));
    assertEquals(Joining.DOCUMENT, Joining.of("SELECT 1 FORMAT JSON", "RowBinary"));
    assertEquals(Joining.DOCUMENT, Joining.of("SELECT 1 FORMAT JSON -- why", "RowBinary"));
    assertEquals(Joining.DOCUMENT, Joining.of("SELECT 1 GROUP BY 1 WITH TOTALS", "TSV"));
    assertEquals(Joining.DOCUMENT, Joining.of("SELECT 1", "Parquet"));
  }

  @Test
  void killsByTheMarkThatSessionsCarry() {
    assertEquals(
        "KILL QUERY WHERE Settings['log_comment'] = 'a' ",
        new String(
            Statement.killing("KILL QUERY WHERE query_id = 'a' SYNC"), StandardCharsets.UTF_8));
  }
}
