package dev.plainsight.agent.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.AgentAction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  @TempDir Path folder;

  @Test
  void losesNothingThatWasDurableWhenKilledThreeTimes() throws Exception {
    long durable = -1;
    long next = 0;
    for (int kill = 0; kill < 3; kill++) {
      durable = Math.max(durable, runAndKill(next, 150 + 90 * kill));
      try (Outbox outbox = Outbox.open(new OutboxOptions("laptop-1", folder), away())) {
        next = Long.parseLong(outbox.cursor("numbers").orElse("-1")) + 1;
      }
      assertTrue(next > durable, "durable " + durable + ", the cursor says " + next);
    }
    RecordingTransport log = new RecordingTransport();
    try (Outbox outbox = Outbox.open(new OutboxOptions("laptop-1", folder), log)) {
      outbox.append(Batches.process(next));
      assertTrue(outbox.awaitAcked(Duration.ofSeconds(20)));
    }
    assertEquals(LongStream.rangeClosed(0, next).boxed().toList(), Batches.pids(log.batches));
    Batches.assertChained(log.batches);
    assertEquals(List.of(), Batches.states(log.batches, dropped()));
  }

  private static AgentAction dropped() {
    return AgentAction.DROPPED;
  }

  private static RecordingTransport away() {
    RecordingTransport away = new RecordingTransport();
    away.accepts = false;
    return away;
  }

  private long runAndKill(long from, int after) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                folder.toString(),
                from + "")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = -1;
    try (var out =
        new BufferedReader(
            new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = out.readLine();
      for (int lines = 0; line != null; lines++) {
        // A last line cut short by the kill is a smaller number: never more than was durable.
        last = Math.max(last, line.isEmpty() ? -1 : Long.parseLong(line));
        if (lines == after) {
          // By its handle: the process itself would close the pipe and hide what was printed last.
          child.toHandle().destroyForcibly();
        }
        line = out.readLine();
      }
    } finally {
      child.destroyForcibly();
    }
    return last;
  }
}
