package dev.plainsight.local.engine;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * For measuring: {@code DirectPipe DATA DDL_FILE TABLE ROWS_FILE}. Makes the table in an engine of
 * its own and pipes the file of RowBinary into it, with no HTTP between; prints the time it took.
 */
public final class DirectPipe {
  private DirectPipe() {}

  public static void main(String[] args) throws Exception {
    Engine engine =
        Engine.open(EnginePackage.ofThisMachine().fetch(System.err::println), Path.of(args[0]));
    try (Session session = engine.session("direct")) {
      session.run("CREATE DATABASE " + args[2].substring(0, args[2].indexOf('.')));
      session.run(Files.readString(Path.of(args[1])));
      byte[] head = ("INSERT INTO " + args[2]).getBytes(StandardCharsets.UTF_8);
      long begun = System.nanoTime();
      try (InputStream rows =
          new BufferedInputStream(Files.newInputStream(Path.of(args[3])), 1 << 20)) {
        session.insert(new Statement(head, "RowBinary", Map.of()), rows);
      }
      System.out.printf(Locale.ROOT, "insert_ms=%d%n", (System.nanoTime() - begun) / 1_000_000);
      System.out.println("rows=" + session.ask("SELECT count() FROM " + args[2]).strip());
    }
    engine.stop(3_000);
  }
}
