package dev.plainsight.local.engine;

import com.clickhouse.client.api.Client;
import dev.plainsight.contract.testing.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real engine in a child JVM with a small heap, on a free port; the same data can be reopened.
 */
public final class LiveEngine implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready on (http://127\\.0\\.0\\.1:\\d+)");

  public final String url;
  public final String password;
  final Process process;

  private LiveEngine(Process process, String url, String password) {
    this.process = process;
    this.url = url;
    this.password = password;
  }

  /** Skips the test where neither the cache nor npm has the engine. */
  public static LiveEngine start(Path folder, String... jvmOptions) throws Exception {
    Path library = library();
    Path password = folder.resolve("password");
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of("-Xmx128m"));
    command.addAll(List.of(jvmOptions));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            EngineMain.class.getName(),
            "--library",
            library.toString(),
            "--data",
            folder.resolve("data").toString(),
            "--port",
            "0",
            "--password-file",
            password.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new LiveEngine(process, awaitReady(process), Files.readString(password).strip());
  }

  private static Path library() throws Exception {
    EnginePackage engine = EnginePackage.ofThisMachine();
    try {
      return engine.fetch(System.out::println);
    } catch (IOException e) {
      Needs.need(false, "the ClickHouse engine: " + e.getMessage());
      throw e;
    }
  }

  private static String awaitReady(Process process) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        return ready.group(1);
      }
    }
    throw new IOException("the engine ended before it was ready");
  }

  public Client.Builder clientBuilder() {
    return new Client.Builder().addEndpoint(url).setUsername("default").setPassword(password);
  }

  public Client client() {
    return clientBuilder().build();
  }

  Connection jdbc(String... options) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "default");
    properties.setProperty("password", password);
    for (int i = 0; i < options.length; i += 2) {
      properties.setProperty(options[i], options[i + 1]);
    }
    return DriverManager.getConnection(url.replace("http:", "jdbc:clickhouse:"), properties);
  }

  /** The resident size of the engine's process, where /proc tells it. */
  long residentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc", process.pid() + "", "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor();
  }
}
