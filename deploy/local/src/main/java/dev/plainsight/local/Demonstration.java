package dev.plainsight.local;

import dev.plainsight.local.fleet.FleetMain;
import dev.plainsight.scenario.Colleague;
import dev.plainsight.store.RoadTables;
import dev.plainsight.store.RosterRow;
import dev.plainsight.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code demo} adds to {@code up}: simulated people, who write through the real outbox. */
final class Demonstration {
  /** The team that the demo's manager leads, and the person its employee is: both have findings. */
  static final String TEAM = "Support";

  static final String PERSON = "farid.rossi";

  private Demonstration() {}

  /** Puts the simulated people on the roster and starts them; they go on from where they stood. */
  static void begin(Home home, Stack stack) throws IOException, InterruptedException {
    Path folder = home.in("fleet");
    LocalDate first = FleetMain.firstDay(folder);
    List<RosterRow> roster = new ArrayList<>();
    for (Colleague colleague : FleetMain.fleet(folder).roster()) {
      roster.add(row(colleague, first));
    }
    try (Store store = stack.openStore()) {
      store.insert(RoadTables.ROSTER, roster);
    }
    stack.start(
        new Part(
            "fleet",
            FleetMain.class.getName(),
            Layout.classpath("deploy/local"),
            List.of("-Xmx512m", "-XX:+UseSerialGC"),
            List.of("--folder", folder.toString(), "--kafka", home.kafkaBootstrap()),
            Map.of(),
            0,
            Health.alive()));
  }

  static void tellWhatToLookAt() {
    System.out.printf(
        """

        What to look at, while two weeks of history arrive (about a minute; %s shows how far):
          manager   Unusual activity: who may run a mouse jiggler in %s, minute by minute
          analyst   Access anomalies: brute force against the shared host, live
          employee  My data: what is recorded about %s, and who looked
          it        Devices: silent ones, gaps, versions
          auditor   Evidence: controls by day, and a package to verify offline
        """,
        "./plainsight logs fleet", TEAM, PERSON);
  }

  /**
   * When the history is in the store: tests every day of it, seals it, and builds a package, so
   * that the auditor's page has what a real one would.
   */
  static void prepareEvidence(Home home, Supervisor supervisor) {
    Thread thread =
        new Thread(
            () -> {
              try {
                if (!Files.exists(home.in("packages")) && awaitHistory(supervisor)) {
                  evidence(home);
                }
              } catch (IOException e) {
                System.err.println("no evidence for the demonstration: " + e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "evidence");
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean awaitHistory(Supervisor supervisor)
      throws IOException, InterruptedException {
    for (int i = 0; i < 900; i++) {
      if (supervisor.tail("fleet", 50).contains("history is complete")) {
        // What is on the log now is in the store a few checkpoints later.
        Thread.sleep(15_000);
        return true;
      }
      Thread.sleep(1_000);
    }
    return false;
  }

  private static void evidence(Home home) throws IOException, InterruptedException {
    String first = FleetMain.firstDay(home.in("fleet")).toString();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String last = today.minusDays(1).toString();
    Path log = home.in("logs", "evidence.log");
    for (List<String> step :
        List.of(
            List.of("test", "--from=" + first, "--to=" + last),
            List.of("seal", "--through=" + today),
            List.of("build", "--from=" + first, "--to=" + last))) {
      List<String> args = new ArrayList<>(step);
      args.add("--settle-days=0");
      Programs.run("dashboard", Programs.EVIDENCE, args, Programs.endpoints(home), log);
    }
    System.out.println(
        "evidence of "
            + first
            + " to "
            + last
            + " is tested, sealed and built: "
            + home.in("packages"));
  }

  private static RosterRow row(Colleague colleague, LocalDate first) {
    return new RosterRow(
        colleague.deviceId(),
        colleague.account(),
        colleague.displayName(),
        colleague.team(),
        colleague.role(),
        colleague.manager(),
        colleague.site(),
        colleague.zone().getId(),
        colleague.account().isEmpty() ? "" : colleague.shiftStart().toString(),
        colleague.account().isEmpty() ? "" : colleague.shiftEnd().toString(),
        first,
        RosterRow.OPEN_END,
        "simulation",
        1);
  }
}
