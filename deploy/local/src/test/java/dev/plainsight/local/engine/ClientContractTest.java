package dev.plainsight.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.CompressionMethod;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP side against ClickHouse's own {@code client-v2}, which our writer uses. */
class ClientContractTest {
  private static final int ROWS = 100_000;
  private static final long RESULT_BYTES = 200L << 20;

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
  @CsvSource({
    "false, false, false, LZ4",
    "true,  false, false, LZ4",
    "false, true,  false, LZ4",
    "true,  true,  false, LZ4",
    "true,  true,  true,  LZ4",
    "true,  true,  false, ZSTD",
    "true,  true,  true,  ZSTD",
  })
  void insertsRowBinaryAndReadsItBack(boolean down, boolean up, boolean http, String method)
      throws Exception {
    try (Client client =
        engine
            .clientBuilder()
            .compressServerResponse(down)
            .compressClientRequest(up)
            .useHttpCompression(http)
            .compressionMethod(CompressionMethod.valueOf(method))
            .build()) {
      client
          .execute("CREATE OR REPLACE TABLE rb (a UInt64, s String) ENGINE = MergeTree ORDER BY a")
          .get()
          .close();
      try (InsertResponse done =
          client
              .insert("rb", rows(0, ROWS), ClickHouseFormat.RowBinary, new InsertSettings())
              .get()) {
        assertEquals(ROWS, done.getWrittenRows());
      }
      assertEquals(
          ROWS + "|" + (long) ROWS * (ROWS - 1) / 2 + "|" + ROWS * 3L,
          client
              .queryAll("SELECT concat(count(), '|', sum(a), '|', sum(length(s))) AS x FROM rb")
              .get(0)
              .getString("x"));
      assertEquals(ROWS, client.queryAll("SELECT a, s FROM rb ORDER BY a").size());
    }
  }

  /** The engine makes a document of each chunk of 65,409 rows; the client must see one. */
  @ParameterizedTest
  @CsvSource({
    "CSV, 200000",
    "CSVWithNames, 200001",
    "TSVWithNamesAndTypes, 200002",
    "JSONEachRow, 200000",
  })
  void linesComeUnderOneHeadWhateverTheChunks(String format, int lines) throws Exception {
    assertEquals(
        lines, text("SELECT number AS n FROM numbers(200000) FORMAT " + format).lines().count());
  }

  @Test
  void aDocumentIsOneDocumentWhateverTheChunks() throws Exception {
    String json = text("SELECT number AS n FROM numbers(200000) FORMAT JSON");
    assertEquals(json.indexOf("\"meta\""), json.lastIndexOf("\"meta\""));
    assertTrue(json.contains("\"rows\": 200000"));
  }

  private static String text(String sql) throws Exception {
    try (Client client = engine.client();
        QueryResponse response = client.query(sql).get()) {
      return new String(response.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void bindsTypedParametersOnTheServer() throws Exception {
    try (Client client = engine.client()) {
      String text = "it's \\ a 'text' -- not SQL";
      try (QueryResponse r =
          client
              .query(
                  "SELECT {n:UInt64} + 1 AS n, {s:String} AS s, {a:Array(UInt32)} AS a FORMAT TSVRaw",
                  Map.<String, Object>of("n", 41, "s", text, "a", List.of(1, 2)),
                  new QuerySettings())
              .get()) {
        assertEquals(
            "42\t" + text + "\t[1,2]\n",
            new String(r.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void commitsNothingOfRowsThatBreakOff() throws Exception {
    try (Client client = engine.client()) {
      client
          .execute(
              "CREATE OR REPLACE TABLE half (a UInt64, s String) ENGINE = MergeTree ORDER BY a")
          .get()
          .close();
      InputStream cut = new ByteArrayInputStream(rows(0, 10).readNBytes(101));
      Exception error =
          assertThrows(
              Exception.class,
              () ->
                  client
                      .insert("half", cut, ClickHouseFormat.RowBinary, new InsertSettings())
                      .get());
      assertTrue(code(error) == 33, error.toString());
      assertEquals(0, client.queryAll("SELECT count() AS n FROM half").get(0).getLong("n"));
    }
  }

  @Test
  void errorsCarryTheirCodesAndASettingsTypoIsOne() throws Exception {
    try (Client client = engine.client()) {
      assertEquals(
          62, code(assertThrows(Exception.class, () -> client.query("SELECT FROM WHERE").get())));
      assertEquals(
          60, code(assertThrows(Exception.class, () -> client.query("SELECT * FROM gone").get())));
      QuerySettings typo = new QuerySettings().serverSetting("max_threds", "2");
      assertEquals(
          115, code(assertThrows(Exception.class, () -> client.query("SELECT 1", typo).get())));
    }
    try (Client stranger = engine.clientBuilder().setPassword("wrong").build()) {
      assertEquals(
          516, code(assertThrows(Exception.class, () -> stranger.query("SELECT 1").get())));
    }
  }

  @Test
  void settingsHoldForOneRequestOnly() throws Exception {
    try (Client client = engine.client()) {
      QuerySettings three = new QuerySettings().serverSetting("max_threads", "3");
      String ask = "SELECT toString(getSetting('max_threads')) AS n";
      assertEquals("3", client.queryAll(ask, three).get(0).getString("n"));
      assertTrue(!client.queryAll(ask).get(0).getString("n").equals("3"));
    }
  }

  @Test
  void aReaderWhoLeavesStopsItsQuery() throws Exception {
    try (Client client = engine.client()) {
      // Not by client-v2: its close() reads a response to the end, and this one has none.
      HttpRequest endless =
          HttpRequest.newBuilder(URI.create(engine.url))
              .header("X-ClickHouse-Key", engine.password)
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "SELECT number, 'leaving' FROM system.numbers"))
              .build();
      try (InputStream body =
          HttpClient.newHttpClient()
              .send(endless, HttpResponse.BodyHandlers.ofInputStream())
              .body()) {
        assertEquals(8, body.readNBytes(8).length);
      }
      long left = 1;
      for (long until = System.nanoTime() + 30_000_000_000L; left > 0; ) {
        assertTrue(System.nanoTime() < until, "the query still runs after 30 s");
        left =
            client
                .queryAll(
                    "SELECT count() AS n FROM system.processes WHERE query LIKE '%leaving%' AND query NOT LIKE '%processes%'")
                .get(0)
                .getLong("n");
      }
    }
  }

  @Test
  void anErrorInMidStreamIsNotTakenForTheEnd() throws Exception {
    try (Client client = engine.client();
        QueryResponse response =
            client
                .query("SELECT throwIf(number = 3000000) FROM numbers(4000000) FORMAT RowBinary")
                .get()) {
      assertThrows(Exception.class, () -> response.getInputStream().transferTo(nowhere()));
    }
  }

  @Test
  void streams200MegabytesThroughASmallHeap() throws Exception {
    // Both heaps are far smaller than the result: the engine's JVM has 64 MB (see start options).
    try (LiveEngine small = LiveEngine.start(folder.resolve("small"), "-Xmx64m");
        Client client = small.client()) {
      long rows = RESULT_BYTES / 1024;
      String sql = "SELECT randomPrintableASCII(1023) AS s FROM numbers(%d) FORMAT RowBinary";
      drain(client, sql.formatted(rows)); // warm: threads and buffers are there
      long before = small.residentBytes();
      long heapBefore = usedHeap();
      assertTrue(drain(client, sql.formatted(rows)) > RESULT_BYTES);
      long grown = (small.residentBytes() - before) >> 20;
      long heapGrown = (usedHeap() - heapBefore) >> 20;
      System.out.printf(
          "200 MB result: engine process grew by %d MB (heap limit 64 MB), client heap by %d MB%n",
          grown, heapGrown);
      assertTrue(grown < 100, "the engine's process grew by " + grown + " MB");
      assertTrue(heapGrown < 64, "the client's heap grew by " + heapGrown + " MB");
    }
  }

  private static long drain(Client client, String sql) throws Exception {
    try (QueryResponse response = client.query(sql).get()) {
      return response.getInputStream().transferTo(nowhere());
    }
  }

  private static OutputStream nowhere() {
    return OutputStream.nullOutputStream();
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static int code(Exception error) {
    Throwable cause = error;
    while (cause != null && !(cause instanceof ServerException)) {
      cause = cause.getCause();
    }
    return cause instanceof ServerException server ? server.getCode() : -1;
  }

  /** Rows (UInt64, String of three letters) in RowBinary. */
  static InputStream rows(long from, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * 12).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = from; i < from + count; i++) {
      bytes.putLong(i).put((byte) 3).put((byte) 'a').put((byte) 0).put((byte) 'c');
    }
    return new ByteArrayInputStream(bytes.array());
  }
}
