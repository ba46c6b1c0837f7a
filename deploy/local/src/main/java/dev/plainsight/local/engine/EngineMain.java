package dev.plainsight.local.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The program of the part {@code store}: the engine on {@code --data DIR}, its HTTP interface on
 * {@code --port N} of loopback (0: any free one), its password in {@code --password-file FILE}
 * (made if absent). {@code --library FILE} names a libchdb; otherwise the cached package is used.
 * Health: {@code GET /ping}.
 */
public final class EngineMain {
  private static final long STOP_GRACE_MS = 3_000;

  private EngineMain() {}

  public static void main(String[] args) throws Exception {
    long started = System.nanoTime();
    Map<String, String> options = options(args);
    Path library =
        options.containsKey("--library")
            ? Path.of(options.get("--library"))
            : EnginePackage.ofThisMachine().fetch(System.err::println);
    Engine engine = Engine.open(library, Path.of(needed(options, "--data")));
    EngineHttp http =
        new EngineHttp(
            engine,
            Credentials.readOrMake(Path.of(needed(options, "--password-file"))),
            Integer.parseInt(needed(options, "--port")));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(http, engine), "stop"));
    System.out.printf(
        "engine %s ready on http://127.0.0.1:%d after %d ms%n",
        http.version(), http.port(), (System.nanoTime() - started) / 1_000_000);
  }

  private static void stop(EngineHttp http, Engine engine) {
    try {
      if (!engine.stop(STOP_GRACE_MS)) {
        System.err.println("engine: some statements did not end; what is committed is on disk");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }

  private static Map<String, String> options(String[] args) throws IOException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].matches("--(data|port|password-file|library)") || i + 1 == args.length) {
        throw new IOException(
            "engine: '"
                + args[i]
                + "' is not one of --data DIR, --port N, --password-file FILE, --library FILE");
      }
      options.put(args[i], args[i + 1]);
    }
    return options;
  }

  private static String needed(Map<String, String> options, String name) throws IOException {
    String value = options.get(name);
    if (value == null) {
      throw new IOException("engine: " + name + " is missing");
    }
    return value;
  }
}
