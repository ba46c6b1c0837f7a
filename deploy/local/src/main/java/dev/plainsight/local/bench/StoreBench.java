package dev.plainsight.local.bench;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.local.BenchStack;
import dev.plainsight.store.EventTables;
import dev.plainsight.store.Rows;
import dev.plainsight.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rows through the writer and HTTP, beside the same bytes piped straight into the engine. */
@Command(name = "store", description = "Rows/s of the writer, and its ratio to the engine alone.")
final class StoreBench implements Callable<Integer> {
  private static final String TABLE = "activity.presence";
  private static final String DDL =
      "SELECT create_table_query FROM system.tables WHERE database = 'activity'"
          + " AND name = 'presence' FORMAT TSVRaw";

  @Option(names = "--rows", description = "How many rows (default: ${DEFAULT-VALUE}).")
  int rows = 400_000;

  @Option(names = "--json", description = "Also write the figures here.")
  @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    try (BenchStack stack = BenchStack.withData()) {
      double httpMs = throughTheWriter(stack);
      Path bytes = stack.folder("rows.bin");
      Files.write(bytes, stack.ask("SELECT * FROM " + TABLE + " FORMAT RowBinary"));
      Map<String, Double> direct =
          stack.figures(
              "deploy/local",
              "dev.plainsight.local.engine.DirectInsert",
              List.of(
                  stack.folder("direct").toString(),
                  text(stack.ask(DDL)).replace(TABLE, "default.presence"),
                  "INSERT INTO default.presence",
                  "RowBinary"),
              bytes);
      if (direct.getOrDefault("rows", 0.0) != rows) {
        System.err.println("the engine alone holds " + direct + ", not " + rows + " rows");
        return 1;
      }
      double directMs = direct.getOrDefault("insert_ms", Double.NaN);
      new Report()
          .add("rows", rows)
          .add("bytes a row", Files.size(bytes) / (double) rows)
          .add("writer over HTTP, rows/s", rows / httpMs * 1000)
          .add("engine alone, rows/s", rows / directMs * 1000)
          .add("writer : engine", directMs / httpMs)
          .print(json);
    }
    return 0;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }

  /** Includes turning events into bytes, as the pipeline does. */
  private double throughTheWriter(BenchStack stack) throws Exception {
    Load load = new Load(100);
    try (Store store = stack.openStore()) {
      int made = 0;
      long spentNs = 0;
      while (made < rows) {
        Rows<IdentifiedEvent> chunk = new Rows<>(EventTables.PRESENCE);
        List<IdentifiedEvent> events = load.presences(Math.min(100_000, rows - made), made);
        long begun = System.nanoTime();
        events.forEach(chunk::add);
        store.insert(chunk);
        spentNs += System.nanoTime() - begun;
        made += events.size();
      }
      return spentNs / 1e6;
    }
  }
}
