package dev.plainsight.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLifeTest {
  @TempDir Path folder;

  @Test
  void keepsEveryCommittedRowThroughKillNine() throws Exception {
    try (LiveEngine first = LiveEngine.start(folder);
        Client client = first.client()) {
      client.execute("CREATE TABLE kept (a UInt64, s String) ENGINE = MergeTree ORDER BY a").get();
      for (int batch = 0; batch < 10; batch++) {
        client
            .insert(
                "kept",
                ClientContractTest.rows(batch * 100_000L, 100_000),
                ClickHouseFormat.RowBinary,
                new InsertSettings())
            .get()
            .close();
      }
      first.kill();
    }
    try (LiveEngine second = LiveEngine.start(folder);
        Client client = second.client()) {
      assertEquals(
          1_000_000, client.queryAll("SELECT uniqExact(a) AS n FROM kept").get(0).getLong("n"));
    }
  }

  @Test
  void stopsCleanlyWhileAQueryRuns() throws Exception {
    try (LiveEngine engine = LiveEngine.start(folder);
        Client client = engine.client()) {
      CompletableFuture<Integer> running =
          CompletableFuture.supplyAsync(
              () ->
                  client
                      .queryAll("SELECT max(sipHash64(number)) FROM numbers(1000000000000)")
                      .size());
      String counting = "SELECT count() AS n FROM system.processes WHERE query LIKE '%max(sip%'";
      while (client.queryAll(counting).get(0).getLong("n") < 2) {
        Thread.onSpinWait(); // this query counts itself, too
      }
      engine.close();
      assertThrows(ExecutionException.class, running::get);
      assertEquals(143, engine.process.exitValue(), "ended by the signal, without a crash");
    }
  }

  @Test
  void answersOnLoopbackOnlyAndPingsWithoutAPassword() throws Exception {
    try (LiveEngine engine = LiveEngine.start(folder)) {
      HttpResponse<String> pong =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(engine.url + "/ping")).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertEquals("Ok.\n", pong.body());
      HttpResponse<String> refused =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(engine.url + "/?query=SELECT%201")).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertEquals(401, refused.statusCode());
      assertTrue(refused.body().startsWith("Code: 194."));
    }
  }

  @Test
  void itsPasswordIsForItsOwnerOnly() throws Exception {
    Path file = folder.resolve("made").resolve("password");
    Credentials made = Credentials.readOrMake(file);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(made, Credentials.readOrMake(file));
    assertFalse(made.toString().contains(made.password()));
  }
}
