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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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

  /** What a program of the house said, and its exit code. */
  record Said(int code, String words) {}

  /** Runs the evidence program; it must succeed. */
  void evidence(String... args) throws IOException, InterruptedException {
    Said said = run("dashboard", "dev.plainsight.dashboard.evidence.EvidenceMain", args);
    Assertions.assertEquals(0, said.code(), said.words());
  }

  /** What the replay of dead letters says, each run of blanks as one. */
  String replayDeadLetters(String... args) throws IOException, InterruptedException {
    Said said = run("pipeline/jobs", "dev.plainsight.jobs.ReplayMain", args);
    Assertions.assertEquals(0, said.code(), said.words());
    return said.words().replaceAll(" +", " ");
  }

  /** Runs the policy program. */
  Said policy(String... args) throws IOException, InterruptedException {
    return run("pipeline/jobs", "dev.plainsight.jobs.PolicyMain", args);
  }

  /** What the directory's program says: an import, or what is in force. */
  Said directory(String... args) throws IOException, InterruptedException {
    return run("pipeline/jobs", "dev.plainsight.jobs.DirectoryMain", args);
  }

  /** What the auditor's own program says of a package: it has the jar and the file, no more. */
  Said verify(Path zip) throws IOException, InterruptedException {
    Path jar = Needs.repository().resolve("pipeline/evidence/target/plainsight-verify.jar");
    return say(new ProcessBuilder(java(), "-jar", jar.toString(), zip.toString()));
  }

  private Said run(String module, String mainClass, String... args)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(java(), "-cp", stack.classpath(module), mainClass));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(stack.endpoints());
    return say(builder);
  }

  private static Said say(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), words);
  }

  void send(String topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.kafkaBootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)).get();
    }
  }

  /** All that the topic holds now. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", stack.kafkaBootstrap(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < end(ends, each))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
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
