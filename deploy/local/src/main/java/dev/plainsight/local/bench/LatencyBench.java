package dev.plainsight.local.bench;

import dev.plainsight.agent.outbox.KafkaTransport;
import dev.plainsight.agent.outbox.Outbox;
import dev.plainsight.agent.outbox.OutboxOptions;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.local.BenchStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the moment an agent hands the deciding event to its outbox until the finding is at an open
 * page: through outbox, broker, job, store and server-sent event. The outbox is ticked twice a
 * second, as the agent does.
 */
@Command(name = "latency", description = "Event captured to finding on the page, p50 and p99.")
final class LatencyBench implements Callable<Integer> {
  private static final int FAILURES = 5;

  @Option(names = "--findings", description = "How many (default: ${DEFAULT-VALUE}).")
  int findings = 200;

  @Option(names = "--json", description = "Also write the figures here.")
  @Nullable Path json;

  private final Map<String, Long> capturedNs = new ConcurrentHashMap<>();
  private final Map<String, Double> tookMs = new ConcurrentHashMap<>();

  @Override
  public Integer call() throws Exception {
    ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    try (BenchStack stack = BenchStack.whole();
        OpenPage page = OpenPage.signedIn(stack, "analyst");
        KafkaTransport transport =
            new KafkaTransport(stack.kafkaBootstrap(), KafkaTransport.BUFFER_BYTES_DEFAULT);
        Outbox outbox =
            Outbox.open(new OutboxOptions("bench-host", stack.folder("outbox")), transport)) {
      page.follow(this::arrived);
      var unused =
          ticks.scheduleAtFixedRate(
              () -> outbox.tick(System.currentTimeMillis()), 0, 500, TimeUnit.MILLISECONDS);
      for (int i = 0; i < findings; i++) {
        attack(outbox, "198.18." + i / 250 + "." + (i % 250 + 1));
        Thread.sleep(100);
      }
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (tookMs.size() < findings && System.nanoTime() < deadline) {
        Thread.sleep(100);
      }
    } finally {
      ticks.shutdownNow();
    }
    return report();
  }

  private void attack(Outbox outbox, String source) {
    long now = System.currentTimeMillis();
    List<ActivityEvent> failures = new ArrayList<>();
    for (int i = 0; i < FAILURES; i++) {
      failures.add(failure(source, now - FAILURES + i));
    }
    capturedNs.put(source, System.nanoTime());
    outbox.append(failures);
    outbox.hurry();
  }

  private static ActivityEvent failure(String source, long at) {
    return ActivityEvent.newBuilder()
        .setOccurredAt(at)
        .setEndedAt(at)
        .setUser("root")
        .setLogon(
            Logon.newBuilder()
                .setAction(LogonAction.FAILED)
                .setOutcome(Outcome.FAILURE)
                .setLogonType(LogonType.SSH)
                .setTargetUser("root")
                .setSourceIp(source)
                .setService("sshd")
                .build())
        .build();
  }

  private void arrived(String row) {
    long now = System.nanoTime();
    capturedNs.forEach(
        (source, at) -> {
          if (row.contains(">" + source + "<") || row.contains(source + " ")) {
            tookMs.putIfAbsent(source, (now - at) / 1e6);
          }
        });
  }

  private int report() throws java.io.IOException {
    List<Double> sorted = new ArrayList<>(tookMs.values());
    Collections.sort(sorted);
    if (sorted.size() < findings) {
      System.err.println(sorted.size() + " of " + findings + " findings came to the page");
      return 1;
    }
    new Report()
        .add("findings", findings)
        .add("p50, ms", at(sorted, 0.50))
        .add("p90, ms", at(sorted, 0.90))
        .add("p99, ms", at(sorted, 0.99))
        .add("most, ms", sorted.get(sorted.size() - 1))
        .print(json);
    return 0;
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
  }
}
