package dev.plainsight.local;

import dev.plainsight.contract.SettingsException;
import dev.plainsight.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of the launcher {@code ./plainsight}. */
@Command(
    name = "plainsight",
    description = "Plainsight on one machine.",
    subcommands = {
      PlainsightMain.Up.class,
      PlainsightMain.Demo.class,
      PlainsightMain.Down.class,
      PlainsightMain.Status.class,
      PlainsightMain.Logs.class,
      PlainsightMain.Replay.class,
      PlainsightMain.DeadLetters.class,
      PlainsightMain.Policy.class,
      PlainsightMain.Directory.class,
      PlainsightMain.Evidence.class,
      Sql.class
    })
public final class PlainsightMain {
  private PlainsightMain() {}

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new PlainsightMain());
    line.setExecutionExceptionHandler(PlainsightMain::explain);
    // What replay and evidence take is for another program to read; the other commands take no
    // rest.
    line.setUnmatchedOptionsArePositionalParams(true);
    int code = line.execute(args);
    System.exit(code);
  }

  /** What a person can mend is said in a sentence; everything else is ours, with its trace. */
  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof StartException
        || e instanceof SettingsException
        || e instanceof StoreException) {
      System.err.println(e.getMessage());
    } else {
      e.printStackTrace();
    }
    return 1;
  }

  @Command(name = "up", description = "Start everything, with this machine's own agent.")
  static final class Up implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return runUntilStopped(Home.of(System.getenv(), "up"), false);
    }
  }

  @Command(
      name = "demo",
      description = "The same with 50 simulated people and two weeks of their history.")
  static final class Demo implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return runUntilStopped(Home.of(System.getenv(), "demo"), true);
    }
  }

  private static int runUntilStopped(Home home, boolean demo)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    System.out.println("Plainsight keeps its data in " + home.folder());
    CountDownLatch stopped = new CountDownLatch(1);
    Stack stack = new Stack(home, System.out, demo);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  System.out.println("stopping…");
                  stack.close();
                  stopped.countDown();
                },
                "stop"));
    stack.startAll();
    stack.enrolThisDevice();
    stack.start(stack.agent());
    if (demo) {
      Demonstration.begin(home, stack);
    }
    printSignIns(home, begun);
    if (demo) {
      Demonstration.tellWhatToLookAt();
    }
    stopped.await();
    return 0;
  }

  private static void printSignIns(Home home, long begun) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%nReady after %.1f s:  %s%n",
        (System.nanoTime() - begun) / 1e9,
        home.dashboardUrl());
    Path signIns = home.in("dashboard", "sign-ins");
    if (Files.exists(signIns)) {
      System.out.println("Sign-ins (also in " + signIns + "):");
      Files.readAllLines(signIns, StandardCharsets.UTF_8)
          .forEach(line -> System.out.println("  " + line));
    }
    System.out.println("Ctrl-C stops all parts; the data stays.");
  }

  @Command(name = "down", description = "Stop what up or demo started.")
  static final class Down implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, InterruptedException {
      boolean any = false;
      for (Home home : homes()) {
        PartsFile file = new PartsFile(home.in("parts.properties"));
        ProcessHandle supervisor = file.supervisor().orElse(null);
        boolean lives = file.read().stream().anyMatch(entry -> entry.process().isPresent());
        if (supervisor != null && lives) {
          any = true;
          System.out.println("stopping " + home.folder() + " (pid " + supervisor.pid() + ")");
          supervisor.destroy();
          supervisor.onExit().orTimeout(90, TimeUnit.SECONDS).join();
        }
      }
      System.out.println(any ? "stopped" : "nothing of Plainsight runs here");
      return 0;
    }
  }

  @Command(name = "status", description = "What runs, since when, and on which port.")
  static final class Status implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
      int up = 0;
      for (Home home : homes()) {
        List<PartsFile.Entry> entries = new PartsFile(home.in("parts.properties")).read();
        if (entries.isEmpty()) {
          continue;
        }
        System.out.println(home.folder());
        for (PartsFile.Entry entry : entries) {
          boolean alive = entry.process().isPresent();
          up += alive ? 1 : 0;
          System.out.printf(
              Locale.ROOT,
              "  %-10s %-10s pid %-8d %s%s%n",
              entry.name(),
              alive ? entry.state() : "not running",
              entry.pid(),
              entry.port() == 0 ? "" : "port " + entry.port() + "  ",
              entry.restarts() == 0 ? "" : entry.restarts() + " restarts");
        }
      }
      if (up == 0) {
        System.out.println("nothing of Plainsight runs here; ./plainsight demo starts it");
      }
      return up == 0 ? 3 : 0;
    }
  }

  @Command(name = "logs", description = "The last lines that a part said.")
  static final class Logs implements Callable<Integer> {
    @Parameters(description = "kafka, store, pipeline, dashboard, agent or fleet")
    String part = "";

    @Option(names = "-n", description = "How many lines (default: ${DEFAULT-VALUE}).")
    int lines = 50;

    @Override
    public Integer call() throws IOException {
      for (Home home : homes()) {
        Path log = home.in("logs", part + ".log");
        if (Files.exists(log)) {
          System.out.println(log + ":");
          List<String> all = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
          all.subList(Math.max(0, all.size() - lines), all.size()).forEach(System.out::println);
        }
      }
      return 0;
    }
  }

  @Command(
      name = "replay",
      description =
          "Feed a log file through the agent's own collectors: replay --format auth-log FILE.")
  static final class Replay implements Callable<Integer> {
    @Parameters(arity = "1..*", description = "As plainsight-agent replay takes them.")
    List<String> args = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
      Home home = running();
      List<String> command = new ArrayList<>(List.of("replay", "--kafka", home.kafkaBootstrap()));
      command.addAll(args);
      return Programs.run(
          "agent", "dev.plainsight.agent.AgentMain", command, Programs.endpoints(home));
    }
  }

  @Command(
      name = "dead-letters",
      description = {
        "Put what was refused back on the log, once its cause is mended:",
        "dead-letters [--list] [REASON...]. Each is replayed once."
      })
  static final class DeadLetters implements Callable<Integer> {
    @Parameters(arity = "0..*", description = "--list only counts; a reason takes only those.")
    List<String> args = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
      Home home = running();
      return Programs.run(
          "pipeline/jobs", "dev.plainsight.jobs.ReplayMain", args, Programs.endpoints(home));
    }
  }

  @Command(
      name = "policy",
      description = "Put thresholds or Sigma rules in force: see policy --help.")
  static final class Policy implements Callable<Integer> {
    @Parameters(arity = "0..*", description = "As the policy program takes them.")
    List<String> args = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
      boolean changes =
          !args.isEmpty() && args.stream().noneMatch(List.of("--help", "-h", "--check")::contains);
      try {
        Map<String, String> where = changes ? Programs.endpoints(running()) : Map.of();
        return Programs.run("pipeline/jobs", "dev.plainsight.jobs.PolicyMain", args, where);
      } catch (StartException e) {
        System.err.println(e.getMessage());
        return 2; // nothing was changed, as the program itself would say
      }
    }
  }

  @Command(
      name = "directory",
      description = {
        "Put lists of people, accounts, devices and networks in force, or tell what is:",
        "directory import FOLDER [--dry-run] [--accept-partial] | directory show."
      })
  static final class Directory implements Callable<Integer> {
    @Parameters(arity = "0..*", description = "import FOLDER, or show.")
    List<String> args = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
      return Programs.directory(running(), args);
    }
  }

  @Command(name = "evidence", description = "test, seal, build or status: see evidence --help.")
  static final class Evidence implements Callable<Integer> {
    @Parameters(arity = "0..*", description = "As the evidence program takes them.")
    List<String> args = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
      Home home = running();
      return Programs.run("dashboard", Programs.EVIDENCE, args, Programs.endpoints(home));
    }
  }

  private static List<Home> homes() {
    Map<String, String> environment = System.getenv();
    return environment.containsKey("PLAINSIGHT_HOME")
        ? List.of(Home.of(environment, ""))
        : List.of(Home.of(environment, "up"), Home.of(environment, "demo"));
  }

  /** The stack that runs now. */
  static Home running() throws IOException {
    for (Home home : homes()) {
      for (PartsFile.Entry entry : new PartsFile(home.in("parts.properties")).read()) {
        if (entry.process().isPresent()) {
          return home;
        }
      }
    }
    throw new StartException("nothing of Plainsight runs here; start it with ./plainsight up");
  }
}
