package dev.plainsight.local.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP side against ClickHouse's own JDBC driver. */
class JdbcContractTest {
  private static final String UTF8 = "naïve — 日本語 🦆 'quote' \\ back\ttab\nline";

  @TempDir static Path folder;
  private static LiveEngine engine;

  @BeforeAll
  static void start() throws Exception {
    engine = LiveEngine.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (engine != null) {
      engine.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true", "true,true"})
  void carriesEveryTypeWithExtremesWhateverTheCompression(boolean down, boolean up)
      throws Exception {
    try (Connection c =
            engine.jdbc("compress", String.valueOf(down), "decompress", String.valueOf(up));
        Statement s = c.createStatement()) {
      s.execute("DROP TABLE IF EXISTS types");
      s.execute(
          """
          CREATE TABLE types (
            id UInt8, u16 UInt16, u32 UInt32, u64 UInt64, i8 Int8, i16 Int16, i32 Int32, i64 Int64,
            f Float64, s String, fs FixedString(32), t DateTime64(3), d Date,
            e Enum8('LOW' = 1, 'HIGH' = 2), lc LowCardinality(String),
            nu Nullable(UInt64), ns Nullable(String), nt Nullable(DateTime64(3)),
            a Array(String), au Array(UInt32), uuid UUID, b Bool, lcn LowCardinality(Nullable(String))
          ) ENGINE = MergeTree ORDER BY id""");
      UUID uuid = UUID.fromString("ffffffff-ffff-4fff-bfff-fffffffffffe");
      try (PreparedStatement p =
          c.prepareStatement(
              "INSERT INTO types VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
        Object[] full = {
          255,
          65535,
          4294967295L,
          new BigInteger("18446744073709551615"),
          -128,
          -32768,
          Integer.MIN_VALUE,
          Long.MIN_VALUE,
          Double.MAX_VALUE,
          UTF8,
          "x".repeat(32),
          LocalDateTime.parse("2026-11-22T01:02:03.456"),
          LocalDate.parse("2149-06-06"),
          "HIGH",
          UTF8,
          new BigInteger("18446744073709551615"),
          "",
          LocalDateTime.parse("1970-01-01T00:00:00.001"),
          new String[] {"", UTF8},
          new Long[] {0L, 4294967295L},
          uuid,
          true,
          "some"
        };
        Object[] bare = {
          0,
          0,
          0,
          0,
          127,
          32767,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          -0.5,
          "",
          "",
          LocalDateTime.parse("1970-01-01T00:00:00"),
          LocalDate.parse("1970-01-01"),
          "LOW",
          "",
          null,
          null,
          null,
          new String[0],
          new Long[0],
          new UUID(0, 0),
          false,
          null
        };
        for (Object[] row : List.of(full, bare)) {
          for (int i = 0; i < row.length; i++) {
            p.setObject(i + 1, row[i]);
          }
          p.addBatch();
        }
        assertEquals(2, p.executeBatch().length);
      }
      try (ResultSet r = s.executeQuery("SELECT * FROM types ORDER BY id DESC")) {
        assertTrue(r.next());
        assertEquals(255, r.getInt("id"));
        assertEquals(65535, r.getInt("u16"));
        assertEquals(4294967295L, r.getLong("u32"));
        assertEquals("18446744073709551615", r.getString("u64"));
        assertEquals(-128, r.getInt("i8"));
        assertEquals(Long.MIN_VALUE, r.getLong("i64"));
        assertEquals(Double.MAX_VALUE, r.getDouble("f"));
        assertEquals(UTF8, r.getString("s"));
        assertEquals("x".repeat(32), r.getString("fs"));
        assertEquals(
            ZonedDateTime.of(2026, 11, 22, 1, 2, 3, 456_000_000, ZoneOffset.UTC).toInstant(),
            r.getObject("t", ZonedDateTime.class).toInstant());
        assertEquals(LocalDate.parse("2149-06-06"), r.getObject("d", LocalDate.class));
        assertEquals("HIGH", r.getString("e"));
        assertEquals(UTF8, r.getString("lc"));
        assertEquals("18446744073709551615", r.getString("nu"));
        assertEquals("", r.getString("ns"));
        assertArrayEquals(new Object[] {"", UTF8}, (Object[]) r.getArray("a").getArray());
        assertEquals(2, ((Object[]) r.getArray("au").getArray()).length);
        assertEquals(uuid, r.getObject("uuid"));
        assertTrue(r.getBoolean("b"));
        assertTrue(r.next());
        assertEquals(Long.MAX_VALUE, r.getLong("i64"));
        assertEquals("", r.getString("s"));
        assertNull(r.getObject("nu"));
        assertNull(r.getString("ns"));
        assertNull(r.getObject("nt"));
        assertNull(r.getString("lcn"));
        assertFalse(r.getBoolean("b"));
        assertFalse(r.next());
      }
    }
  }

  @Test
  void preparesStatementsAndFiltersByThem() throws Exception {
    try (Connection c = engine.jdbc();
        PreparedStatement p =
            c.prepareStatement(
                "SELECT number, toString(number) FROM numbers(100) WHERE number > ? AND toString(number) != ?")) {
      p.setInt(1, 97);
      p.setString(2, "98' OR 1=1 --");
      try (ResultSet r = p.executeQuery()) {
        assertTrue(r.next());
        assertEquals(98, r.getLong(1));
        assertTrue(r.next());
        assertFalse(r.next());
      }
    }
  }

  @Test
  void describesItsTablesToTools() throws Exception {
    try (Connection c = engine.jdbc();
        Statement s = c.createStatement()) {
      s.execute("CREATE OR REPLACE TABLE listed (a UInt32) ENGINE = MergeTree ORDER BY a");
      try (ResultSet r = c.getMetaData().getTables(null, "default", "listed", null)) {
        assertTrue(r.next());
        assertEquals("listed", r.getString("TABLE_NAME"));
      }
      try (ResultSet r = s.executeQuery("SHOW TABLES LIKE 'listed'")) {
        assertTrue(r.next());
      }
      assertTrue(c.isValid(5));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1 | 62",
        "SELECT * FROM nope | 60",
        "SELECT 1 FROM numbers(10) SETTINGS nonsense = 1 | 115",
        "SELECT throwIf(number = 3, 'stop') FROM numbers(10) | 395",
        "INSERT INTO nope VALUES (1) | 60",
        "DROP TABLE nope | 60",
      })
  void reportsErrorsWithTheirCodes(String sql, int code) throws Exception {
    try (Connection c = engine.jdbc();
        Statement s = c.createStatement()) {
      SQLException error = assertThrows(SQLException.class, () -> s.execute(sql));
      assertTrue(error.toString().contains("Code: " + code + "."), error.toString());
    }
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    SQLException error =
        assertThrows(
            SQLException.class,
            () -> {
              try (Connection c =
                      DriverManager.getConnection(
                          engine.url.replace("http:", "jdbc:clickhouse:"), "default", "wrong");
                  Statement s = c.createStatement()) {
                s.execute("SELECT 1");
              }
            });
    String chain = error + " " + error.getCause();
    assertTrue(chain.contains("516") || chain.contains("AUTHENTICATION_FAILED"), chain);
  }

  @Test
  void cancelStopsAStatementThatHasNotAnsweredYet() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Connection c = engine.jdbc();
        Statement slow = c.createStatement()) {
      Future<?> running =
          other.submit(
              () -> {
                slow.execute("SELECT max(sipHash64(number)) FROM numbers(1000000000000)");
                return null;
              });
      await(() -> slowStatements(c) > 0);
      slow.cancel();
      assertThrows(Exception.class, () -> running.get(30, TimeUnit.SECONDS));
      await(() -> slowStatements(c) == 0);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void sixteenClientsAtOnceEachGetTheirOwnAnswer() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(16);
    try {
      List<Future<Long>> sums = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        long from = i;
        sums.add(clients.submit(() -> tenSums(from)));
      }
      for (int i = 0; i < 16; i++) {
        assertEquals(10L * (4950 + 100L * i), sums.get(i).get());
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private static long tenSums(long from) throws SQLException {
    long total = 0;
    for (int i = 0; i < 10; i++) {
      try (Connection c = engine.jdbc();
          PreparedStatement p = c.prepareStatement("SELECT sum(number + ?) FROM numbers(100)")) {
        p.setLong(1, from);
        try (ResultSet r = p.executeQuery()) {
          r.next();
          total += r.getLong(1);
        }
      }
    }
    return total;
  }

  private static long slowStatements(Connection c) throws SQLException {
    try (Statement s = c.createStatement();
        ResultSet r =
            s.executeQuery(
                "SELECT count() FROM system.processes WHERE query LIKE 'SELECT max(sipHash64%'")) {
      r.next();
      return r.getLong(1);
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, "waited 30 s");
      Thread.onSpinWait();
    }
  }
}
