package dev.plainsight.local;

import dev.plainsight.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stack of its own for one measurement or test, gone afterwards. */
public final class BenchStack implements AutoCloseable {
  private final Home home;
  private final Stack stack;

  private BenchStack(Home home, Stack stack) {
    this.home = home;
    this.stack = stack;
  }

  /** Log and store only. */
  public static BenchStack withData() throws IOException, InterruptedException {
    BenchStack bench = fresh();
    bench.stack.startData();
    return bench;
  }

  /** Everything but agents. */
  public static BenchStack whole() throws IOException, InterruptedException {
    BenchStack bench = fresh();
    bench.stack.startAll();
    return bench;
  }

  private static BenchStack fresh() throws IOException {
    Home home = Home.fresh(Files.createTempDirectory("plainsight-bench"));
    return new BenchStack(home, new Stack(home, System.out));
  }

  public String kafkaBootstrap() {
    return home.kafkaBootstrap();
  }

  public String dashboardUrl() {
    return home.dashboardUrl();
  }

  /** A folder of this measurement. */
  public Path folder(String name) {
    return home.in(name);
  }

  public Store openStore() throws IOException {
    return stack.openStore();
  }

  /** Where the parts are, as programs read it from their environment. */
  public Map<String, String> endpoints() {
    return stack.endpoints();
  }

  /** What a program of the house needs on its class path. */
  public String classpath(String module) {
    return Layout.classpath(module);
  }

  /** Ends a part as a power cut would; the supervisor starts it again. */
  public void kill(String part) {
    stack.supervisor().process(part).destroyForcibly();
  }

  /** How often a part was started again. */
  public int restarts(String part) {
    return stack.supervisor().restarts(part);
  }

  /** Runs the pipeline's job over all that the log holds now: {@code net_ms} and {@code cpu_ms}. */
  public Map<String, Double> runJob(String kind) throws IOException, InterruptedException {
    return figures("pipeline/jobs", "dev.plainsight.jobs.JobsBench", List.of(kind), null);
  }

  /**
   * Runs a program of the house to its end; the {@code name=number} lines it printed.
   *
   * @param input what it reads from standard input; null: nothing
   */
  public Map<String, Double> figures(
      String module, String mainClass, List<String> args, @Nullable Path input)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Stack.FLINK_OPENS);
    command.addAll(List.of("-Xmx1500m", "-cp", Layout.classpath(module), mainClass));
    command.addAll(args);
    Path log = Files.createTempFile("plainsight-", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(stack.endpoints());
    builder
        .environment()
        .put(
            "PLAINSIGHT_CHECKPOINTS_FOLDER",
            Files.createTempDirectory(home.folder(), "job").toString());
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    Process process = builder.start();
    Map<String, Double> figures = new TreeMap<>();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        int equals = line.indexOf('=');
        if (line.matches("\\w+=[0-9.]+")) {
          figures.put(line.substring(0, equals), Double.parseDouble(line.substring(equals + 1)));
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new StartException(mainClass + " failed; its words are in " + log);
    }
    Files.delete(log);
    return figures;
  }

  /** The store's raw answer. */
  public byte[] ask(String sql) throws IOException, InterruptedException {
    String password = Files.readString(home.in("store", "password")).strip();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(home.storeUrl() + "/"))
            .header("X-ClickHouse-User", "default")
            .header("X-ClickHouse-Key", password)
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(sql + ": " + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer.body();
  }

  @Override
  public void close() throws IOException {
    stack.close();
    try (Stream<Path> files = Files.walk(home.folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
