package dev.plainsight.local.engine;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Pipes standard input straight into the engine of this process, without HTTP: the yardstick that
 * {@code bench store} is measured against. Arguments: the folder of the data, the statement that
 * makes the table, the {@code INSERT INTO …} head, the format. Prints {@code rows=} and {@code
 * insert_ms=}.
 */
public final class DirectInsert {
  private DirectInsert() {}

  public static void main(String[] args) throws Exception {
    Path library = EnginePackage.ofThisMachine().fetch(System.err::println);
    Engine engine = Engine.open(library, Path.of(args[0]));
    try (Session session = engine.session("direct")) {
      session.run(args[1]);
      Statement head = new Statement(args[2].getBytes(StandardCharsets.UTF_8), args[3], Map.of());
      InputStream rows = new BufferedInputStream(System.in, 1 << 20);
      long started = System.nanoTime();
      try (Chunk done = session.insert(head, rows)) {
        System.out.printf(
            Locale.ROOT,
            "rows=%d%ninsert_ms=%d%n",
            done.rowsWritten(),
            (System.nanoTime() - started) / 1_000_000);
      }
    }
    engine.stop(1_000);
  }
}
