package dev.plainsight.local.engine;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One connection to the engine, for one request: settings, then one statement, then closed. */
final class Session implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 18;
  private static final String NOT_STREAMABLE = "Streaming query is not supported";

  private final Pointer handle;
  private final Pointer connection;
  private final Runnable onClose;

  Session(Pointer handle, Runnable onClose) {
    this.handle = handle;
    this.connection = handle.getPointer(0);
    this.onClose = onClose;
  }

  void use(String database) {
    run("USE `" + database.replace("\\", "\\\\").replace("`", "\\`") + "`");
  }

  /** Sets all in one statement; the engine names a setting it does not know. */
  void set(Map<String, String> settings) {
    if (!settings.isEmpty()) {
      run(
          settings.entrySet().stream()
              .map(e -> e.getKey() + " = " + literal(e.getValue()))
              .collect(Collectors.joining(", ", "SET ", "")));
    }
  }

  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  void run(String sql) {
    gathered(new Statement(sql.getBytes(StandardCharsets.UTF_8), "TSV", Map.of())).close();
  }

  /** The first column of the first row, as text. */
  String ask(String sql) {
    try (Chunk chunk =
        gathered(new Statement(sql.getBytes(StandardCharsets.UTF_8), "TSV", Map.of()))) {
      return new String(chunk.bytes(), StandardCharsets.UTF_8).strip();
    }
  }

  /**
   * Runs a statement. The engine streams SELECTs; it refuses to stream anything else before it has
   * run any of it, and that then runs whole (SHOW, DESCRIBE, DDL: small answers). Whole, too, runs
   * what cannot be joined from chunks.
   */
  Results query(Statement statement, Joining joining) {
    if (joining == Joining.DOCUMENT) {
      return new Results(gathered(statement));
    }
    try {
      return streamed(statement, joining);
    } catch (EngineError e) {
      if (!e.text().contains(NOT_STREAMABLE)) {
        throw e;
      }
      return new Results(gathered(statement));
    }
  }

  private Results streamed(Statement statement, Joining joining) {
    try (Arguments a = new Arguments(statement)) {
      Pointer stream =
          Chdb.chdb_stream_query_with_params_n(
              connection,
              a.sql,
              a.sqlLength,
              a.format,
              a.formatLength,
              a.names,
              a.nameLengths,
              a.values,
              a.valueLengths,
              a.count);
      Chunk opened = new Chunk(stream);
      opened.failIfError();
      return new Results(connection, opened, joining);
    }
  }

  /** Runs a statement and gathers its answer; also an INSERT that carries its rows in its text. */
  Chunk gathered(Statement statement) {
    try (Arguments a = new Arguments(statement)) {
      Chunk chunk =
          new Chunk(
              Chdb.chdb_query_with_params_n(
                  connection,
                  a.sql,
                  a.sqlLength,
                  a.format,
                  a.formatLength,
                  a.names,
                  a.nameLengths,
                  a.values,
                  a.valueLengths,
                  a.count));
      chunk.failIfError();
      return chunk;
    }
  }

  /** Feeds rows to an INSERT as they come; nothing is committed if the rows break off. */
  Chunk insert(Statement head, InputStream rows) throws IOException {
    Pointer insert = openInsert(head);
    try {
      failIfError(insert);
      feed(insert, rows);
      Chunk done = new Chunk(Chdb.chdb_stream_done(insert));
      done.failIfError();
      return done;
    } finally {
      Chdb.chdb_destroy_insert_stream(insert); // cancels what is not done
    }
  }

  private Pointer openInsert(Statement head) {
    try (Arguments a = new Arguments(head)) {
      return Chdb.chdb_stream_insert_with_params_n(
          connection,
          a.sql,
          a.sqlLength,
          a.format,
          a.formatLength,
          a.names,
          a.nameLengths,
          a.values,
          a.valueLengths,
          a.count);
    }
  }

  private static void feed(Pointer insert, InputStream rows) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (Memory memory = new Memory(CHUNK_BYTES)) {
      for (int n = rows.readNBytes(chunk, 0, CHUNK_BYTES);
          n > 0;
          n = rows.readNBytes(chunk, 0, CHUNK_BYTES)) {
        memory.write(0, chunk, 0, n);
        if (Chdb.chdb_stream_append(insert, memory, n) != 0) {
          failIfError(insert);
          // The append was refused without a word: the commit says why.
          Chunk done = new Chunk(Chdb.chdb_stream_done(insert));
          done.failIfError();
          done.close();
          throw EngineError.of(1002, "UNKNOWN_EXCEPTION", "the engine refused the rows");
        }
      }
    }
  }

  private static void failIfError(Pointer insert) {
    Pointer error = Chdb.chdb_stream_insert_error(insert);
    if (error != null) {
      throw EngineError.reported(error.getString(0, "UTF-8"));
    }
  }

  @Override
  public void close() {
    Chdb.chdb_close_conn(handle);
    onClose.run();
  }

  /** The arguments of one call in native memory, freed after it. */
  private static final class Arguments implements AutoCloseable {
    private final List<Memory> owned = new ArrayList<>();
    final Pointer sql;
    final long sqlLength;
    final Pointer format;
    final long formatLength;
    final Pointer names;
    final Pointer nameLengths;
    final Pointer values;
    final Pointer valueLengths;
    final long count;

    Arguments(Statement s) {
      sql = bytes(s.sql());
      sqlLength = s.sql().length;
      byte[] formatBytes = s.format().getBytes(StandardCharsets.UTF_8);
      format = bytes(formatBytes);
      formatLength = formatBytes.length;
      count = s.params().size();
      Memory[] name = table(s.params().keySet());
      names = name[0];
      nameLengths = name[1];
      Memory[] value = table(s.params().values());
      values = value[0];
      valueLengths = value[1];
    }

    private Memory[] table(Iterable<String> texts) {
      Memory pointers = own(new Memory(8 * Math.max(1, count)));
      Memory lengths = own(new Memory(8 * Math.max(1, count)));
      long at = 0;
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        pointers.setPointer(at, bytes(bytes));
        lengths.setLong(at, bytes.length);
        at += 8;
      }
      return new Memory[] {pointers, lengths};
    }

    private Memory bytes(byte[] content) {
      Memory memory = own(new Memory(content.length + 1L));
      memory.write(0, content, 0, content.length);
      memory.setByte(content.length, (byte) 0);
      return memory;
    }

    private Memory own(Memory memory) {
      owned.add(memory);
      return memory;
    }

    @Override
    public void close() {
      owned.forEach(Memory::close);
    }
  }
}
