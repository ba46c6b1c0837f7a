package dev.plainsight.local;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the parts in order, each when the one before is healthy; starts a crashed one again, with
 * back-off; stops them in reverse order. One supervisor a data folder.
 */
public final class Supervisor implements AutoCloseable {
  private static final long HEALTH_MS_MAX = 180_000;
  private static final long STOP_MS_MAX = 15_000;
  private static final long LOG_BYTES_MAX = 8L << 20;
  private static final int LOG_FORERUNNERS = 3;
  private static final long SPACE_CHECK_MS = 30_000;

  /** The least free space on the data folder's disk to start with. */
  static final long FREE_BYTES_MIN = 1L << 30;

  private final Path home;
  private final PrintStream out;
  private final PartsFile file;
  private final List<Run> runs = new ArrayList<>();
  private final FileLock lock;
  private volatile boolean stopping;

  /**
   * Takes the data folder; parts that an earlier, dead supervisor left behind are ended.
   *
   * @throws StartException where another supervisor has the folder, or the disk is full
   */
  public Supervisor(Path home, PrintStream out) throws IOException {
    Files.createDirectories(home.resolve("logs"));
    this.home = home;
    this.out = out;
    this.file = new PartsFile(home.resolve("parts.properties"));
    this.lock = lock(home);
    requireSpace(home);
    endStale();
    watchSpace();
  }

  private FileLock lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock taken = channel.tryLock();
    if (taken == null) {
      channel.close();
      String pid = file.supervisor().map(process -> " (pid " + process.pid() + ")").orElse("");
      throw new StartException(
          "another Plainsight runs on "
              + folder
              + pid
              + "; stop it with ./plainsight down, or set PLAINSIGHT_HOME to another folder");
    }
    return taken;
  }

  private static void requireSpace(Path folder) {
    long free = folder.toFile().getUsableSpace();
    if (free < FREE_BYTES_MIN) {
      throw new StartException(
          String.format(
              Locale.ROOT,
              "the disk of %s has %d MiB free; at least %d MiB are needed. Free some, or set"
                  + " PLAINSIGHT_HOME to a folder on another disk",
              folder,
              free >> 20,
              FREE_BYTES_MIN >> 20));
    }
  }

  /** Says once, and again after it was better, that the disk runs full: Kafka stops when it is. */
  private void watchSpace() {
    Thread watch =
        new Thread(
            () -> {
              boolean told = false;
              while (!stopping) {
                long free = home.toFile().getUsableSpace();
                if (free < FREE_BYTES_MIN && !told) {
                  out.println(
                      "warning: the disk of " + home + " has " + (free >> 20) + " MiB left");
                }
                told = free < FREE_BYTES_MIN;
                pause(SPACE_CHECK_MS);
              }
            },
            "space");
    watch.setDaemon(true);
    watch.start();
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endStale() throws IOException {
    for (PartsFile.Entry entry : file.read()) {
      entry
          .process()
          .ifPresent(
              process -> {
                out.println("ending " + entry.name() + " of an earlier run, pid " + entry.pid());
                end(process);
              });
    }
  }

  /**
   * Starts a part and waits until it is healthy.
   *
   * @throws StartException where its port is taken, or it does not become healthy
   */
  public void start(Part part) throws IOException, InterruptedException {
    if (part.port() != 0 && !Ports.isFree(part.port())) {
      throw new StartException(
          part.name()
              + " needs port "
              + part.port()
              + ", which is held by "
              + Ports.holder(part.port()).orElse("another process")
              + "; end that, or choose another with PLAINSIGHT_"
              + part.name().toUpperCase(Locale.ROOT)
              + "_PORT");
    }
    long begun = System.nanoTime();
    Run run = new Run(part);
    synchronized (this) {
      runs.add(run);
    }
    run.launch();
    if (!awaitHealth(run)) {
      throw new StartException(
          part.name()
              + " did not come up within "
              + HEALTH_MS_MAX / 1000
              + " s; its last words:\n"
              + tail(part.name(), 15));
    }
    run.state = "up";
    writeState();
    out.printf(
        Locale.ROOT, "  %-10s up in %.1f s%n", part.name(), (System.nanoTime() - begun) / 1e9);
  }

  private boolean awaitHealth(Run run) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HEALTH_MS_MAX);
    while (System.nanoTime() < deadline && run.restarts.get() < 3) {
      if (run.isAlive() && run.part.health().isUp()) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }

  /** The process of a part now; for those who end it on purpose. */
  public ProcessHandle process(String name) {
    return find(name).process().toHandle();
  }

  /** How often the part was started again. */
  public int restarts(String name) {
    return find(name).restarts.get();
  }

  private synchronized Run find(String name) {
    return runs.stream()
        .filter(run -> run.part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no part '" + name + "'"));
  }

  /** Where a part's words are kept. */
  public Path log(String name) {
    return home.resolve("logs").resolve(name + ".log");
  }

  /** The last lines a part said. */
  String tail(String name, int lines) throws IOException {
    if (!Files.exists(log(name))) {
      return "(it said nothing)";
    }
    List<String> all = Files.readAllLines(log(name), java.nio.charset.StandardCharsets.ISO_8859_1);
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  private synchronized void writeState() {
    try {
      file.write(ProcessHandle.current().pid(), runs.stream().map(Run::entry).toList());
    } catch (IOException e) {
      out.println("cannot write the state of the parts: " + e.getMessage());
    }
  }

  /** Stops all parts, last started first. */
  @Override
  public void close() {
    stopping = true;
    List<Run> reversed;
    synchronized (this) {
      reversed = new ArrayList<>(runs);
    }
    java.util.Collections.reverse(reversed);
    for (Run run : reversed) {
      end(run.process().toHandle());
      run.state = "stopped";
    }
    writeState();
    try {
      lock.release();
      lock.acquiredBy().close();
    } catch (IOException e) {
      out.println("cannot release " + home + ": " + e.getMessage());
    }
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_MS_MAX, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      process.destroyForcibly();
    }
  }

  /** A part and its present process. */
  private final class Run {
    private final Part part;
    private final Backoff backoff = new Backoff();
    private @Nullable Process process;
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile String state = "starting";
    private long startedAt;

    Run(Part part) {
      this.part = part;
    }

    void launch() throws IOException {
      ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
      builder.environment().putAll(part.environment());
      Process launched = builder.start();
      synchronized (this) {
        process = launched;
        startedAt = launched.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
      }
      RollingLog log = new RollingLog(log(part.name()), LOG_BYTES_MAX, LOG_FORERUNNERS);
      Thread pump = new Thread(() -> follow(launched, log), part.name() + "-log");
      pump.setDaemon(true);
      pump.start();
      writeState();
    }

    private List<String> command() {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(part.jvmOptions());
      command.add("-cp");
      command.add(part.classpath() + File.pathSeparator + Layout.classes("deploy/local"));
      command.add(Child.class.getName());
      command.add(part.mainClass());
      command.addAll(part.args());
      return command;
    }

    /** Keeps what the process says; when it ends unasked, starts it again. */
    private void follow(Process followed, RollingLog log) {
      long begun = System.nanoTime();
      log.copy(followed.getInputStream());
      try {
        int code = followed.waitFor();
        if (stopping) {
          return;
        }
        long waitMs = backoff.afterRunOf((System.nanoTime() - begun) / 1_000_000);
        restarts.incrementAndGet();
        state = "restarting";
        out.println(
            part.name()
                + " ended with code "
                + code
                + "; starting it again in "
                + waitMs
                + " ms (log: "
                + log(part.name())
                + ")");
        writeState();
        Thread.sleep(waitMs);
        if (!stopping) {
          launch();
          state = "up";
          writeState();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        state = "failed";
        out.println(part.name() + " cannot be started again: " + e.getMessage());
        writeState();
      }
    }

    synchronized Process process() {
      if (process == null) {
        throw new IllegalStateException(part.name() + " was never started");
      }
      return process;
    }

    boolean isAlive() {
      return process().isAlive();
    }

    synchronized PartsFile.Entry entry() {
      return new PartsFile.Entry(
          part.name(),
          process == null ? -1 : process.pid(),
          startedAt,
          part.port(),
          restarts.get(),
          state);
    }
  }
}
