package dev.plainsight.local.road;

import dev.plainsight.contract.testing.Needs;
import dev.plainsight.local.BenchStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/** A whole stack of real parts for one test class, and what tests do to it. */
final class Road implements AutoCloseable {
  static final String HOST = "ip-10-77-20-248";
  private static final Pattern EVENTS = Pattern.compile("([0-9,]+) events in");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final BenchStack stack;

  Road() throws IOException, InterruptedException {
    stack = BenchStack.whole();
  }

  BenchStack stack() {
    return stack;
  }

  static Path authLog() {
    return Needs.sharedData("auth/aws-host-auth.log");
  }

  /** Starts the agent's replay of the log in a process of its own, with this spool. */
  Process startReplay(String spool) throws IOException {
    Path log = stack.folder("replay-" + spool + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                java(),
                "-Xmx128m",
                "-cp",
                stack.classpath("agent"),
                "dev.plainsight.agent.AgentMain",
                "replay",
                "--format",
                "auth-log",
                "--year",
                "2017",
                "--kafka",
                stack.kafkaBootstrap(),
                "--spool",
                stack.folder(spool).toString(),
                authLog().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("PLAINSIGHT_DATA", stack.folder("agent").toString());
    return builder.start();
  }

  /** Replays the log to its end; how many events it gave. */
  long replay(String spool) throws IOException, InterruptedException {
    return events(startReplay(spool), spool);
  }

  /** Waits for the replay's end; how many events it says it sent. */
  long events(Process replay, String spool) throws IOException, InterruptedException {
    int code = replay.waitFor();
    String said =
        Files.readString(stack.folder("replay-" + spool + ".log"), StandardCharsets.UTF_8);
    Assertions.assertEquals(0, code, said);
    Matcher events = EVENTS.matcher(said);
    Assertions.assertTrue(events.find(), said);
    return Long.parseLong(events.group(1).replace(",", ""));
  }

  /** Each event of the device, whatever its kind, once. */
  long stored(String device) throws IOException, InterruptedException {
    long stored = 0;
    for (String table :
        List.of(
            "security.logons",
            "security.agent_states",
            "security.processes",
            "activity.presence")) {
      stored +=
          number("SELECT count() FROM " + table + " FINAL WHERE device_id = '" + device + "'");
    }
    return stored;
  }

  /** What stands of the rules on logons, in words that leave out when it was found. */
  List<String> findings() throws IOException, InterruptedException {
    return lines(
        "SELECT rule, dimension, entity, started_at, ended_at, severity, because, measures.observed"
            + " FROM security.findings_now WHERE rule IN ('AC-01', 'AC-02', 'AG-02')"
            + " ORDER BY rule, dimension, entity, started_at");
  }

  long number(String sql) throws IOException, InterruptedException {
    return Long.parseLong(lines(sql).get(0));
  }

  List<String> lines(String sql) throws IOException, InterruptedException {
    String text = new String(stack.ask(sql), StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(text.lines().toList());
    lines.removeIf(String::isEmpty);
    return lines;
  }

  /** Waits until the condition holds; what the last try said is in the failure. */
  static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = "it did not hold";
    while (System.nanoTime() < deadline) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (IOException e) {
        last = e.toString();
      }
      Thread.sleep(200);
    }
    Assertions.fail("waited in vain for " + what + "; last: " + last);
  }

  /** Waits until findings have come to rest: the same for three checkpoints. */
  List<String> settledFindings() throws Exception {
    List<List<String>> seen = new ArrayList<>();
    await(
        "findings to settle",
        () -> {
          Thread.sleep(1_000);
          seen.add(findings());
          int n = seen.size();
          return n > 4
              && !seen.get(n - 1).isEmpty()
              && seen.subList(n - 4, n).stream().distinct().count() == 1;
        });
    return seen.get(seen.size() - 1);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  Map<String, String> signIns() throws IOException {
    Map<String, String> signIns = new java.util.TreeMap<>();
    for (String line : Files.readAllLines(stack.folder("dashboard").resolve("sign-ins"))) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length == 2) {
        signIns.put(words[0], words[1]);
      }
    }
    return signIns;
  }

  @Override
  public void close() throws IOException {
    stack.close();
  }
}
