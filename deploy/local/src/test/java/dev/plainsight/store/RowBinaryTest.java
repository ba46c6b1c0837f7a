package dev.plainsight.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.clickhouse.client.api.query.GenericRecord;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the writer writes is what ClickHouse's own driver reads: random rows of every kind of
 * column, many of them at its ends. (No column of ours is Nullable: not known is empty or 0.)
 */
class RowBinaryTest {
  private static final int ROWS = 2_000;
  private static final String KINDS =
      """
      CREATE TABLE kinds (
        n UInt32, text String, low LowCardinality(String), texts Array(String), u8 UInt8, flag Bool, u32 UInt32,
        u64 UInt64, i64 Int64, real Float64, at DateTime64(3, 'UTC'), day Date, id UUID, bytes String,
        fixed FixedString(32), gaps Array(UInt32), reals Array(Float64), seqs Array(UInt64)
      ) ENGINE = MergeTree ORDER BY n
      """;

  private static final Table<Kinds> TABLE =
      Table.of(
          "kinds",
          List.of(Column.u32("n", Kinds::n)),
          Column.text("text", Kinds::text),
          Column.text("low", Kinds::text),
          Column.texts("texts", Kinds::texts),
          Column.u8("u8", Kinds::u8),
          Column.flag("flag", Kinds::flag),
          Column.u32("u32", Kinds::u32),
          Column.u64("u64", Kinds::u64),
          Column.u64("i64", Kinds::u64),
          Column.real("real", Kinds::real),
          Column.at("at", Kinds::at),
          Column.day("day", Kinds::day),
          Column.uuid("id", Kinds::id),
          Column.bytes("bytes", Kinds::bytes),
          Column.fixed("fixed", Kinds::fixed),
          Column.array("gaps", Kinds::gaps, RowBinary::u32),
          Column.array("reals", Kinds::reals, RowBinary::real),
          Column.array("seqs", Kinds::seqs, RowBinary::u64));

  @TempDir static Path folder;
  private static LiveStore live;

  /** One value for each kind of column. */
  private record Kinds(
      int n,
      String text,
      List<String> texts,
      int u8,
      boolean flag,
      long u32,
      long u64,
      double real,
      long at,
      int day,
      UUID id,
      byte[] bytes,
      byte[] fixed,
      List<Long> gaps,
      List<Double> reals,
      List<Long> seqs) {}

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

  @Test
  void whatIsWrittenIsReadByTheOfficialDriver() throws Exception {
    long seed = 20_261_123;
    List<Kinds> rows = new ArrayList<>();
    Random random = new Random(seed);
    for (int i = 0; i < ROWS; i++) {
      rows.add(row(i, random));
    }
    live.store.execute(KINDS);
    live.store.insert(TABLE, rows);
    try (var client = live.engine.client()) {
      List<GenericRecord> read =
          client.queryAll(
              "SELECT *, hex(bytes) AS bytes_hex, hex(fixed) AS fixed_hex FROM kinds ORDER BY n");
      assertEquals(ROWS, read.size());
      for (int i = 0; i < ROWS; i++) {
        assertSame(rows.get(i), read.get(i), "row " + i + " of seed " + seed);
      }
    }
  }

  /** Questions go by the same types: what comes back in a row of ours is what was asked with. */
  @Test
  void parametersComeThroughAsTheyAre() {
    Random random = new Random(20_261_123);
    for (int i = 0; i < 150; i++) {
      String text = text(random);
      List<String> texts = list(random, 4, n -> text(random));
      live.store.stream(
          new Query("echo", "SELECT {text:String} AS text, {texts:Array(String)} AS texts"),
          Parameters.none().text("text", text).texts("texts", texts),
          row -> {
            assertEquals(text, row.text("text"));
            assertEquals(texts, row.<String>list("texts"));
          });
    }
  }

  private static void assertSame(Kinds row, GenericRecord read, String which) {
    assertEquals(row.text(), read.getString("text"), which);
    assertEquals(row.text(), read.getString("low"), which);
    assertEquals(row.texts(), read.getList("texts"), which);
    assertEquals(row.u8(), read.getInteger("u8"), which);
    assertEquals(row.flag(), read.getBoolean("flag"), which);
    assertEquals(row.u32(), read.getLong("u32"), which);
    assertEquals(
        new BigInteger(Long.toUnsignedString(row.u64())), read.getBigInteger("u64"), which);
    assertEquals(row.u64(), read.getLong("i64"), which);
    assertEquals(
        Double.doubleToLongBits(row.real()),
        Double.doubleToLongBits(read.getDouble("real")),
        which);
    assertEquals(Instant.ofEpochMilli(row.at()), read.getZonedDateTime("at").toInstant(), which);
    assertEquals(LocalDate.ofEpochDay(row.day()), read.getLocalDate("day"), which);
    assertEquals(row.id(), read.getUUID("id"), which);
    assertArrayEquals(row.bytes(), bytes(read, "bytes_hex"), which);
    assertArrayEquals(row.fixed(), bytes(read, "fixed_hex"), which);
    assertEquals(row.gaps(), longs(read, "gaps"), which);
    assertEquals(row.seqs(), longs(read, "seqs"), which);
    assertEquals(row.reals(), read.getList("reals"), which);
  }

  private static byte[] bytes(GenericRecord read, String column) {
    return HexFormat.of().parseHex(read.getString(column));
  }

  private static List<Long> longs(GenericRecord read, String column) {
    return read.<Number>getList(column).stream().map(Number::longValue).toList();
  }

  private static Kinds row(int n, Random random) {
    return new Kinds(
        n,
        text(random),
        list(random, 5, i -> text(random)),
        random.nextInt(256),
        random.nextBoolean(),
        one(random, 0, 1, Integer.MAX_VALUE, 0xFFFF_FFFFL, random.nextInt() & 0xFFFF_FFFFL),
        one(random, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE, random.nextLong()),
        Double.longBitsToDouble(
            one(
                random,
                0,
                Double.doubleToLongBits(Double.NaN),
                Double.doubleToLongBits(-0.0),
                Double.doubleToLongBits(Double.MAX_VALUE),
                Double.doubleToLongBits(Double.MIN_VALUE),
                Double.doubleToLongBits(Double.NEGATIVE_INFINITY),
                Double.doubleToLongBits(random.nextGaussian()))),
        // The first and the last moment of the contract, and one before 1970.
        one(random, 0, 10_413_791_999_999L, -1, 1_795_000_000_123L, random.nextInt()),
        (int) one(random, 0, 65_535, 20_780),
        new UUID(random.nextLong(), random.nextLong()),
        some(random, (int) one(random, 0, 1, 127, 128, 129, 16_383, 16_384)),
        some(random, 32),
        list(random, 70, i -> random.nextInt() & 0xFFFF_FFFFL),
        list(random, 5, i -> random.nextGaussian()),
        list(random, 5, i -> random.nextLong() >>> 1));
  }

  private static long one(Random random, long... values) {
    return values[random.nextInt(values.length)];
  }

  private static byte[] some(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static <V> List<V> list(Random random, int most, IntFunction<V> each) {
    return IntStream.range(0, random.nextInt(most + 1)).mapToObj(each).toList();
  }

  /** Letters of one to four bytes, what SQL and its escapes are made of, and lengths about 128. */
  private static String text(Random random) {
    int length = (int) one(random, 0, 1, 5, 20, 126 + random.nextInt(4));
    StringBuilder text = new StringBuilder();
    String marks = "\\\\''\"`{}:;,[]()-/*\n\t\r\b\f\0%\\N\\t\\x41";
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(5)) {
        case 0 -> text.append(marks.charAt(random.nextInt(marks.length())));
        case 1 -> text.appendCodePoint(0x1F300 + random.nextInt(0x200));
        case 2 -> text.appendCodePoint(0x80 + random.nextInt(0xC000));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
