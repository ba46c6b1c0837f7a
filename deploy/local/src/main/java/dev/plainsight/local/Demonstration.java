package dev.plainsight.local;

import dev.plainsight.local.fleet.FleetMain;
import dev.plainsight.scenario.Colleague;
import dev.plainsight.scenario.OfficeLists;
import dev.plainsight.store.RoadTables;
import dev.plainsight.store.RosterRow;
import dev.plainsight.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
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
    List<Colleague> roster = FleetMain.fleet(folder).roster();
    try (Store store = stack.openStore()) {
      store.insert(
          RoadTables.ROSTER, roster.stream().map(colleague -> row(colleague, first)).toList());
    }
    importDirectory(home, roster);
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

  /** The office's lists, as its IT would import them; this machine and its user beside them. */
  private static void importDirectory(Home home, List<Colleague> roster)
      throws IOException, InterruptedException {
    Path folder = home.in("directory");
    Files.createDirectories(folder);
    String user = System.getProperty("user.name", "");
    Map<String, String> more =
        Map.of(
            "people", user + ",This machine,,,,,\n",
            "accounts", user + "," + user + ",person\n",
            "devices", Stack.thisDevice() + "," + user + ",\n");
    for (Map.Entry<String, String> list : OfficeLists.of(roster).entrySet()) {
      Files.writeString(
          folder.resolve(list.getKey() + ".csv"),
          list.getValue() + more.getOrDefault(list.getKey(), ""));
    }
    if (Programs.directory(home, List.of("import", folder.toString())) != 0) {
      throw new StartException("the demonstration's own directory was refused: see above");
    }
  }

  static void tellWhatToLookAt() {
    System.out.printf(
        """

        What to look at, while two weeks of history arrive (about a minute; %s shows how far):
          manager   Unusual activity: who may run a mouse jiggler in %s, minute by minute
          analyst   Access anomalies: brute force against the shared host, live
          employee  My data: what is recorded about %s, and who looked
          it        Devices: silent ones, gaps, versions
          auditor   Evidence: controls by day, and a week's package to verify offline (both come two minutes after the history)
        """,
        "./plainsight logs fleet", TEAM, PERSON);
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
