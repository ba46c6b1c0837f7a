package dev.plainsight.local.engine;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The engine of this process, open on one data folder. A session costs a quarter of a millisecond
 * to open, so each request gets a fresh one and no setting leaks from one request into another; a
 * semaphore bounds how many are open at once.
 */
final class Engine {
  /** As many statements as may run or wait side by side; each holds memory of its own. */
  static final int SESSIONS_MAX = 48;

  private static final int WAIT_S_MAX = 60;

  private final Path data;
  private final Semaphore places = new Semaphore(SESSIONS_MAX, true);
  // The engine shuts down with its last connection: this one keeps it up between requests.
  private final Pointer keeper;

  private Engine(Path data) {
    this.data = data;
    this.keeper = connect(List.of());
  }

  static Engine open(Path library, Path data) throws IOException {
    Files.createDirectories(data);
    // The engine takes its time zone from the environment; ours is UTC on every machine.
    NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {"TZ", "UTC", 1});
    Chdb.load(library);
    return new Engine(data);
  }

  /** A session of its own, marked with {@code mark} so that it can be found and stopped. */
  Session session(String mark) throws InterruptedException {
    if (!places.tryAcquire(WAIT_S_MAX, TimeUnit.SECONDS)) {
      throw EngineError.of(
          202,
          "TOO_MANY_SIMULTANEOUS_QUERIES",
          "all "
              + SESSIONS_MAX
              + " sessions were busy for "
              + WAIT_S_MAX
              + " s; ask less at once, or later");
    }
    try {
      return new Session(
          connect(List.of("--log_comment=" + mark, "--implicit_select=0")), places::release);
    } catch (RuntimeException | Error e) {
      places.release();
      throw e;
    }
  }

  private Pointer connect(List<String> options) {
    List<String> argv = new ArrayList<>(List.of("clickhouse", "--path=" + data.toAbsolutePath()));
    argv.addAll(options);
    List<Memory> strings = argv.stream().map(Engine::cString).toList();
    try (Memory pointers = new Memory((long) argv.size() * 8)) {
      for (int i = 0; i < strings.size(); i++) {
        pointers.setPointer(8L * i, strings.get(i));
      }
      Pointer connection = Chdb.chdb_connect(argv.size(), pointers);
      if (connection == null) {
        throw EngineError.of(
            210,
            "NETWORK_ERROR",
            "the engine did not open "
                + data
                + ": is the folder writable, and does no other process hold it?");
      }
      return connection;
    } finally {
      strings.forEach(Memory::close);
    }
  }

  private static Memory cString(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Memory memory = new Memory(bytes.length + 1L);
    memory.write(0, bytes, 0, bytes.length);
    memory.setByte(bytes.length, (byte) 0);
    return memory;
  }

  /**
   * Lets the open sessions end, up to {@code graceMs}, then stops their statements; no new session
   * opens meanwhile. Returns false if some statement did not end even so; what is committed is on
   * disk either way.
   */
  boolean stop(long graceMs) throws InterruptedException {
    if (!allPlaces(graceMs)) {
      killAll();
      if (!allPlaces(graceMs)) {
        return false;
      }
    }
    Chdb.chdb_close_conn(keeper);
    Chdb.chdb_shutdown(); // joins the engine's threads where it can; the exit reaps the rest
    return true;
  }

  private boolean allPlaces(long withinMs) throws InterruptedException {
    return places.tryAcquire(SESSIONS_MAX, withinMs, TimeUnit.MILLISECONDS);
  }

  private void killAll() {
    try (Session session = new Session(connect(List.of()), () -> {})) {
      session.run("KILL QUERY WHERE query_id != queryID() ASYNC");
    } catch (EngineError e) {
      System.err.println("engine: " + e.text());
    }
  }
}
