package dev.plainsight.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real child JVMs. */
class SupervisorTest {
  private static final PrintStream OUT = System.out;

  @TempDir Path home;

  @Test
  void startsInOrderAndStopsInReverse() throws Exception {
    Path diary = home.resolve("diary");
    ProcessHandle first;
    try (Supervisor supervisor = new Supervisor(home, OUT)) {
      supervisor.start(steady("first", diary));
      supervisor.start(steady("second", diary));
      first = supervisor.process("first");
    }
    assertEquals(
        List.of("first starts", "second starts", "second stops", "first stops"),
        Files.readAllLines(diary));
    assertFalse(first.isAlive());
  }

  @Test
  void startsAKilledPartAgainUnderANewPid() throws Exception {
    try (Supervisor supervisor = new Supervisor(home, OUT)) {
      supervisor.start(steady("part", home.resolve("diary")));
      ProcessHandle before = supervisor.process("part");
      assertTrue(before.destroyForcibly());
      await(() -> count(home.resolve("diary"), "part starts") == 2);
      assertNotEquals(before.pid(), supervisor.process("part").pid());
      assertEquals(1, supervisor.restarts("part"));
      await(() -> entry("part").pid() == supervisor.process("part").pid());
    }
  }

  @Test
  void aPartThatOnlyCrashesEndsTheStartWithItsLastWords() throws Exception {
    try (Supervisor supervisor = new Supervisor(home, OUT)) {
      Part crasher =
          new Part(
              "crasher",
              Crasher.class.getName(),
              classpath(),
              List.of(),
              List.of("teapot"),
              Map.of(),
              0,
              () -> false);
      StartException error = assertThrows(StartException.class, () -> supervisor.start(crasher));
      assertTrue(error.toString().contains("cannot find my teapot"), error.toString());
    }
  }

  @Test
  void aPortInUseIsNamedWithItsHolderAndTheWayOut() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Supervisor supervisor = new Supervisor(home, OUT)) {
      Part part = steady("store", home.resolve("diary"));
      Part onTaken =
          new Part(
              part.name(),
              part.mainClass(),
              part.classpath(),
              part.jvmOptions(),
              part.args(),
              part.environment(),
              taken.getLocalPort(),
              part.health());
      String error = assertThrows(StartException.class, () -> supervisor.start(onTaken)).toString();
      assertTrue(error.contains("port " + taken.getLocalPort()), error);
      assertTrue(error.contains("PLAINSIGHT_STORE_PORT"), error);
      if (Files.exists(Path.of("/proc/net/tcp"))) {
        assertTrue(error.contains("pid " + ProcessHandle.current().pid()), error);
      }
    }
  }

  @Test
  void aKilledSupervisorLeavesNoPartBehindAndTheFolderFree() throws Exception {
    Process keeper =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classpath(),
                Keeper.class.getName(),
                home.toString(),
                home.resolve("diary").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long pid = Long.parseLong(keeper.inputReader(StandardCharsets.UTF_8).readLine());
    String refused = assertThrows(StartException.class, () -> new Supervisor(home, OUT)).toString();
    assertTrue(refused.contains("pid " + keeper.pid()), refused);

    keeper.destroyForcibly().waitFor();
    await(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    new Supervisor(home, OUT).close();
  }

  @Test
  void endsAPartOfAnEarlierRunButNoStrangerUnderItsPid() throws Exception {
    try (Plain stale = new Plain(home.resolve("diary"));
        Plain stranger = new Plain(home.resolve("diary"))) {
      new PartsFile(home.resolve("parts.properties"))
          .write(
              stale.process.pid(),
              List.of(
                  new PartsFile.Entry("stale", stale.process.pid(), stale.startedAt(), 0, 0, "up"),
                  new PartsFile.Entry(
                      "old", stranger.process.pid(), stranger.startedAt() - 60_000, 0, 0, "up")));
      new Supervisor(home, OUT).close();
      assertFalse(stale.process.isAlive());
      assertTrue(stranger.process.isAlive());
    }
  }

  static Part steady(String name, Path diary) {
    return new Part(
        name,
        Steady.class.getName(),
        classpath(),
        List.of("-Xmx32m"),
        List.of(diary.toString(), name),
        Map.of(),
        0,
        () -> count(diary, name + " starts") > 0);
  }

  private static String classpath() {
    return System.getProperty("java.class.path");
  }

  private PartsFile.Entry entry(String name) throws Exception {
    return new PartsFile(home.resolve("parts.properties"))
        .read().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  private static long count(Path file, String line) {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().filter(line::equals).count()
          : 0;
    } catch (java.io.IOException e) {
      return 0;
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, "waited 60 s");
      Thread.onSpinWait();
    }
  }

  /** A process that no supervisor of this test has started. */
  private static final class Plain implements AutoCloseable {
    final Process process;

    Plain(Path diary) throws Exception {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  classpath(),
                  Steady.class.getName(),
                  diary.toString(),
                  "plain")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.inputReader(StandardCharsets.UTF_8).readLine();
    }

    long startedAt() {
      return process.info().startInstant().orElseThrow().toEpochMilli();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
