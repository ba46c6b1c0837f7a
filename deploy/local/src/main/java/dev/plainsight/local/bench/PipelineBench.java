package dev.plainsight.local.bench;

import dev.plainsight.local.BenchStack;
import dev.plainsight.store.Query;
import dev.plainsight.store.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole job from the log to the store, beside the same source into nothing. */
@Command(name = "pipeline", description = "Events/s of the whole job, and its ratio to a bare one.")
final class PipelineBench implements Callable<Integer> {
  private static final Query EVENTS =
      new Query(
          "events",
          "SELECT (SELECT count() FROM activity.presence) + (SELECT count() FROM security.logons)"
              + " + (SELECT count() FROM security.processes) AS n");

  @Option(names = "--events", description = "How many events (default: ${DEFAULT-VALUE}).")
  long events = 1_000_000;

  @Option(names = "--devices", description = "Of how many devices (default: ${DEFAULT-VALUE}).")
  int devices = 200;

  @Option(names = "--json", description = "Also write the figures here.")
  @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    try (BenchStack stack = BenchStack.withData()) {
      long written = new Load(devices).write(stack.kafkaBootstrap(), events);
      System.out.println(written + " events on the log; reading them bare, then by the whole job…");
      Map<String, Double> bare = stack.runJob("bare");
      Map<String, Double> whole = stack.runJob("full");
      try (Store store = stack.openStore()) {
        long stored =
            store
                .query(EVENTS, dev.plainsight.store.Parameters.none(), row -> row.number("n"))
                .get(0);
        if (stored != written) {
          System.err.println("stored " + stored + " of " + written + " events: not a valid run");
          return 1;
        }
      }
      new Report()
          .add("events", written)
          .add("bare job, events/s", written / figure(bare, "net_ms") * 1000)
          .add("whole job, events/s", written / figure(whole, "net_ms") * 1000)
          .add("whole : bare", figure(bare, "net_ms") / figure(whole, "net_ms"))
          .add("bare job, processor µs an event", figure(bare, "cpu_ms") * 1000 / written)
          .add("whole job, processor µs an event", figure(whole, "cpu_ms") * 1000 / written)
          .print(json);
    }
    return 0;
  }

  private static double figure(Map<String, Double> figures, String name) {
    return figures.getOrDefault(name, Double.NaN);
  }
}
