package dev.plainsight.local.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The npm package that carries libchdb: fetched once by the ordinary npm client, pinned by version
 * and sha512, into {@code $PLAINSIGHT_CACHE} (default {@code ~/.cache/plainsight}). A half-fetched
 * package is never used: it gets its final name only when npm has checked all of it.
 *
 * @param platform as the package's name has it, such as {@code linux-x64-gnu}
 * @param sum npm's integrity string of the packed file
 * @param unpackedBytes about how much will be on disk, for the progress shown
 */
public record EnginePackage(
    String platform, String version, String sum, long unpackedBytes, Path cache, String npm) {
  /** The environment variable that names a real ClickHouse server instead of this engine. */
  public static final String REAL_SERVER = "PLAINSIGHT_CLICKHOUSE_URL";

  private static final String GIVEN_SUM = "PLAINSIGHT_ENGINE_SUM";
  private static final int POLL_MS = 500;

  /** The package of this operating system and processor; nothing is fetched yet. */
  public static EnginePackage ofThisMachine() throws IOException {
    Properties pinned = pinned();
    String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    Map<String, String> environment = System.getenv();
    return new EnginePackage(
        platform,
        pinned.getProperty("version"),
        environment.getOrDefault(GIVEN_SUM, pinned.getProperty("sum." + platform, "")),
        Long.parseLong(pinned.getProperty("unpacked_bytes")),
        cache(environment),
        environment.getOrDefault("PLAINSIGHT_NPM", "npm"));
  }

  private static Properties pinned() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = EnginePackage.class.getResourceAsStream("package.properties")) {
      properties.load(in);
    }
    return properties;
  }

  static String platform(String os, String arch) throws IOException {
    String processor =
        switch (arch) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64", "arm64" -> "arm64";
          default -> arch;
        };
    String system = os.toLowerCase(Locale.ROOT);
    if (system.startsWith("linux") && processor.matches("x64|arm64")) {
      return "linux-" + processor + "-gnu";
    }
    if (system.startsWith("mac") && processor.matches("x64|arm64")) {
      return "darwin-" + processor;
    }
    throw new IOException(
        "no embedded ClickHouse engine for " + os + " on " + arch + "; " + useServer());
  }

  private static Path cache(Map<String, String> environment) {
    String given = environment.get("PLAINSIGHT_CACHE");
    return given == null || given.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "plainsight")
        : Path.of(given);
  }

  private static String useServer() {
    return "set " + REAL_SERVER + " to the URL of a ClickHouse server";
  }

  private String name() {
    return "@chdb/lib-" + platform;
  }

  private Path folder() {
    return cache.resolve("engine").resolve(platform + "-" + version);
  }

  /** Where the library is, or will be. */
  public Path library() {
    return folder().resolve("libchdb.so");
  }

  /** True if the engine can be had without the network. */
  public boolean isFetched() {
    return Files.isRegularFile(library());
  }

  /**
   * The library, fetched now if it is not in the cache.
   *
   * @param progress gets a line now and then: how much of how much
   * @throws IOException naming what failed and the ways out
   */
  public Path fetch(Consumer<String> progress) throws IOException, InterruptedException {
    if (isFetched()) {
      return library();
    }
    if (sum.isBlank()) {
      throw new IOException(
          "no sum is pinned for "
              + name()
              + " "
              + version
              + ": set "
              + GIVEN_SUM
              + " to the integrity that 'npm view "
              + name()
              + "@"
              + version
              + " dist.integrity' gives, if you trust it, or "
              + useServer());
    }
    Path engines = Files.createDirectories(cache.resolve("engine"));
    try (FileChannel channel =
            FileChannel.open(
                engines.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !isFetched()) {
        fetchInto(Files.createTempDirectory(engines, "fetching-"), progress);
      }
    }
    return library();
  }

  private void fetchInto(Path folder, Consumer<String> progress)
      throws IOException, InterruptedException {
    try {
      writeLockFile(folder);
      runNpm(folder, progress);
      Path made = folder.resolve("node_modules").resolve(name());
      if (!Files.isRegularFile(made.resolve("libchdb.so"))) {
        throw new IOException(name() + " " + version + " has no libchdb.so; " + useServer());
      }
      Files.move(made, folder(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(folder);
    }
  }

  /** A lock file that names content, not a place: npm asks whichever registry it is set to. */
  private void writeLockFile(Path folder) throws IOException {
    String wants = "\"dependencies\": {\"%s\": \"%s\"}".formatted(name(), version);
    Files.writeString(
        folder.resolve("package.json"),
        "{\"name\": \"engine\", \"version\": \"1.0.0\", \"private\": true, %s}".formatted(wants));
    Files.writeString(
        folder.resolve("package-lock.json"),
        """
        {"name": "engine", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
          "": {"name": "engine", "version": "1.0.0", %s},
          "node_modules/%s": {"version": "%s", "integrity": "%s"}}}
        """
            .formatted(wants, name(), version, sum));
  }

  private void runNpm(Path folder, Consumer<String> progress)
      throws IOException, InterruptedException {
    Path log = folder.resolve("npm.log");
    Process process = startNpm(folder, log);
    try {
      progress.accept("fetching " + name() + " " + version + " by npm into " + cache);
      long shown = 0;
      while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        long percent = Math.min(99, size(folder) * 100 / unpackedBytes);
        if (percent >= shown + 10) {
          shown = percent;
          progress.accept("  %d %% of %d MB".formatted(percent, unpackedBytes / 1_000_000));
        }
      }
    } finally {
      process.destroy();
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "npm did not fetch "
              + name()
              + " "
              + version
              + " (exit "
              + process.exitValue()
              + "): "
              + Files.readString(log).strip()
              + "\nWays out: repair the network or npm's registry setting and try again, or "
              + useServer());
    }
  }

  private Process startNpm(Path folder, Path log) throws IOException {
    try {
      return new ProcessBuilder(
              npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new IOException(
          "the ClickHouse engine comes by npm, and '"
              + npm
              + "' did not start ("
              + e.getMessage()
              + "). Ways out: install npm (it comes with Node.js), or "
              + useServer(),
          e);
    }
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(EnginePackage::length).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // npm moves files while we look
    }
  }

  private static long length(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
