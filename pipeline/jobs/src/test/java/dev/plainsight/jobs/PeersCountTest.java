package dev.plainsight.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.Directory.Person;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.detect.surroundings.SurroundingsJson;
import dev.plainsight.detect.testing.MadePlaces;
import dev.plainsight.store.read.Usual;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Ada and Bob are engineers in Lisbon, Eve sells in Tokyo, root is nobody. */
class PeersCountTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final Surroundings OFFICE =
      Surroundings.NONE
          .with(
              new Directory(
                  Map.of(
                      "ada", person("ada", "engines", "lisbon"),
                      "bob", person("bob", "engines", "lisbon"),
                      "eve", person("eve", "sales", "tokyo")),
                  Map.of(),
                  Map.of(),
                  Map.of(
                      "lisbon", new Directory.Site("lisbon", "PT", "Europe/Lisbon"),
                      "tokyo", new Directory.Site("tokyo", "JP", "Asia/Tokyo"))))
          .with(
              MadePlaces.places(
                  MadePlaces.of("Test-Country", Instant.EPOCH).country("192.0.2.0/24", "PT")));

  private static Person person(String id, String team, String site) {
    return new Person(id, id, team, "", site, List.of(), List.of(), "");
  }

  private static Usual.WayIn wayIn(String account, String at, String source, boolean byPerson) {
    return new Usual.WayIn(
        account, Instant.parse(at).toEpochMilli(), "laptop-1", source, source, byPerson);
  }

  private static Map<String, Long> of(Peers peers, String group, String kind) {
    return peers.tally(group, kind).of();
  }

  @Test
  void aValueCountsOnceAnAccountAndDay() {
    PeersCount count = new PeersCount(OFFICE);
    count.wayIn(wayIn("ada", "2026-03-02T09:00:00Z", "192.0.2.1", true));
    count.wayIn(wayIn("ada", "2026-03-02T10:00:00Z", "192.0.2.9", true));
    count.wayIn(wayIn("ada", "2026-03-03T09:00:00Z", "10.0.0.1", true));
    count.wayIn(wayIn("eve", "2026-03-03T09:00:00Z", "192.0.2.1", false));
    Peers peers = count.snapshot("v");
    assertEquals(Map.of("PT", 1L), of(peers, "engines", "country"));
    assertEquals(Map.of("PT", 2L), of(peers, Peers.ORGANISATION, "country"));
    assertEquals(Map.of("192.0.2.0/24", 1L, "10.0.0.0/24", 1L), of(peers, "engines", "source"));
    assertEquals(Map.of("laptop-1", 2L), of(peers, Peers.ORGANISATION, "device"));
    assertTrue(of(peers, "sales", "device").isEmpty(), "a service's way in is no person's habit");
    assertEquals(3, peers.tally(Peers.ORGANISATION, "hour").total());
  }

  @Test
  void hoursAreThoseOfThePersonsOwnClock() {
    PeersCount count = new PeersCount(OFFICE);
    count.wayIn(wayIn("ada", "2026-03-02T09:00:00Z", "", true));
    count.wayIn(wayIn("eve", "2026-03-02T20:00:00Z", "", true));
    count.wayIn(wayIn("root", "2026-03-02T20:00:00Z", "", true));
    Peers peers = count.snapshot("v");
    assertEquals(Map.of("9", 1L), of(peers, "engines", "hour"));
    assertEquals(Map.of("29", 1L), of(peers, "sales", "hour"), "Tuesday, five in the morning");
    assertEquals(Map.of("9", 1L, "20", 1L, "29", 1L), of(peers, Peers.ORGANISATION, "hour"));
  }

  @Test
  void elevationsAreCountedAmongDaysAtWork() {
    PeersCount count = new PeersCount(OFFICE);
    count.elevation(new Usual.Shown("ada", MONDAY, "sudo to root"));
    count.elevation(new Usual.Shown("ada", MONDAY.plusDays(1), "sudo to root"));
    count.atWork(new Usual.AtWork("ada", 18));
    count.atWork(new Usual.AtWork("bob", 20));
    Peers.Tally tally = count.snapshot("v").tally("engines", "elevation");
    assertEquals(Map.of("sudo to root", 2L), tally.of());
    assertEquals(38, tally.total());
  }

  @Test
  void programsGoByTheirNames() {
    PeersCount count = new PeersCount(OFFICE);
    count.program(new Usual.Shown("ada", MONDAY, "/home/ada/bin/Tool"));
    count.program(new Usual.Shown("ada", MONDAY, "/usr/bin/tool"));
    count.program(new Usual.Shown("bob", MONDAY, "C:\\Tools\\TOOL.EXE"));
    assertEquals(Map.of("tool", 2L), of(count.snapshot("v"), "engines", "program"));
  }

  @Test
  void mediansAreOfTheDaysOnWhichThereWasSomething() {
    PeersCount count = new PeersCount(OFFICE);
    count.attempts(new Usual.Attempts("ada", MONDAY, 1, 2));
    count.attempts(new Usual.Attempts("ada", MONDAY.plusDays(1), 0, 3));
    count.attempts(new Usual.Attempts("bob", MONDAY, 4, 7));
    count.attempts(new Usual.Attempts("eve", MONDAY, 0, 0));
    Peers peers = count.snapshot("v");
    assertEquals(2.5, peers.median("engines", "AC-04", "sources"));
    assertEquals(3, peers.median("engines", "AC-10", "hosts"));
    assertTrue(Double.isNaN(peers.median("sales", "AC-10", "hosts")));
  }

  @Test
  void medianQuartersAreThePersonsOwnAndTheTeams() {
    PeersCount count = new PeersCount(OFFICE);
    List<Double> ada = List.of(1.23456, 0.8, 6.0, 0.0, Double.NaN);
    List<Double> bob = List.of(2.0, 0.6, 5.0, 0.0, 0.1);
    count.quarters(new Usual.Quarters("ada", 400, ada));
    count.quarters(new Usual.Quarters("bob", 400, bob));
    count.quarters(new Usual.Quarters("eve", 19, bob));
    Peers peers = count.snapshot("v");
    assertEquals(1.2346, peers.median(Peers.person("ada"), "WF-01", "pause_cv"));
    assertEquals(1.6173, peers.median("engines", "WF-01", "pause_cv"), 1e-9);
    assertEquals(0.7, peers.median("engines", "WF-09", "active_share"), 1e-9);
    assertTrue(Double.isNaN(peers.median(Peers.person("ada"), "WF-05", "repeated_share")));
    assertEquals(0.1, peers.median("engines", "WF-05", "repeated_share"));
    assertTrue(Double.isNaN(peers.median(Peers.person("eve"), "WF-01", "pause_cv")), "too few");
  }

  @Test
  void theLongestStretchOfADayIsKnownAfterAWeek() {
    PeersCount count = new PeersCount(OFFICE);
    count.stretches(new Usual.Stretches("ada", 20, 48));
    count.stretches(new Usual.Stretches("bob", 5, 60));
    count.stretches(new Usual.Stretches("eve", 4, 90));
    Peers peers = count.snapshot("v");
    assertEquals(48, peers.median(Peers.person("ada"), "WF-08", "active_minutes"));
    assertEquals(54, peers.median("engines", "WF-08", "active_minutes"));
    assertTrue(Double.isNaN(peers.median("sales", "WF-08", "active_minutes")));
  }

  /** 2,000 people of 40 teams with 30,000 programs between them. */
  @Test
  void aSnapshotHasABoundAndLeavesTheRarestOut() {
    Map<String, Person> people = new TreeMap<>();
    for (int i = 0; i < 2_000; i++) {
      people.put("p" + i, person("p" + i, "team-" + i % 40, ""));
    }
    PeersCount count =
        new PeersCount(Surroundings.NONE.with(new Directory(people, Map.of(), Map.of(), Map.of())));
    for (int i = 0; i < 2_000; i++) {
      count.program(new Usual.Shown("p" + i, MONDAY, "/usr/bin/everyones"));
      for (int j = 0; j < 15; j++) {
        count.program(new Usual.Shown("p" + i, MONDAY, "/opt/some-program-" + (i * 15 + j)));
      }
    }
    Peers peers = count.snapshot("v");
    Peers.Tally all = peers.tally(Peers.ORGANISATION, "program");
    assertEquals(PeersCount.ALL_VALUES_MAX, all.of().size());
    assertEquals(2_000, all.of("everyones"));
    assertEquals(32_000, all.total());
    int chars = SurroundingsJson.write(peers).length();
    assertTrue(chars < 1_000_000, chars + " characters");
  }

  @Test
  void versionsOfOneDayAreNumbered() {
    assertEquals("2026-03-02", PeersTask.next("", MONDAY));
    assertEquals("2026-03-02", PeersTask.next("2026-03-01.7", MONDAY));
    assertEquals("2026-03-02.2", PeersTask.next("2026-03-02", MONDAY));
    assertEquals("2026-03-02.10", PeersTask.next("2026-03-02.9", MONDAY));
  }
}
