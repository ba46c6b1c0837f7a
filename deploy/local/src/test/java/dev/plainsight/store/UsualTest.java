package dev.plainsight.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import dev.plainsight.store.read.Usual;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a snapshot of the usual is counted from, asked of the real engine: two days of two people.
 */
class UsualTest {
  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-03-04T00:00:00Z");

  @TempDir static Path folder;
  private static LiveStore live;
  private static long seq;

  @BeforeAll
  static void start() throws Exception {
    live = LiveStore.start(folder);
    new Migrations(live.store, "").apply();
    logons();
    programs();
    work();
  }

  @AfterAll
  static void stop() throws Exception {
    if (live != null) {
      live.close();
    }
  }

  private static ActivityEvent.Builder at(String at, String user) {
    long ms = Instant.parse(at).toEpochMilli();
    return ActivityEvent.newBuilder().setOccurredAt(ms).setEndedAt(ms).setUser(user);
  }

  private static IdentifiedEvent on(String device, ActivityEvent event) {
    return new IdentifiedEvent(device, 1L, ++seq, event.getEndedAt(), event);
  }

  private static IdentifiedEvent logon(
      String at, String device, LogonAction action, LogonType type, String account, String source) {
    Logon logon =
        Logon.newBuilder()
            .setAction(action)
            .setLogonType(type)
            .setOutcome(action == LogonAction.FAILED ? Outcome.FAILURE : Outcome.SUCCESS)
            .setTargetUser(action == LogonAction.ELEVATE ? "root" : account)
            .setSourceIp(source)
            .setService("sudo")
            .build();
    return on(device, at(at, account).setLogon(logon).build());
  }

  private static void logons() {
    live.store.insert(
        EventTables.LOGONS,
        List.of(
            logon("2026-03-01T23:59:59Z", "srv", LogonAction.LOGON, LogonType.SSH, "bob", ""),
            logon(
                "2026-03-02T09:10:00Z", "srv", LogonAction.LOGON, LogonType.SSH, "ada", "10.0.0.1"),
            logon(
                "2026-03-02T09:50:00Z",
                "srv",
                LogonAction.LOGON,
                LogonType.BATCH,
                "ada",
                "10.0.0.1"),
            logon("2026-03-02T10:00:00Z", "lt-1", LogonAction.UNLOCK, LogonType.CONSOLE, "ada", ""),
            logon("2026-03-02T11:00:00Z", "lt-1", LogonAction.LOCK, LogonType.CONSOLE, "ada", ""),
            logon("2026-03-03T03:00:00Z", "srv", LogonAction.LOGON, LogonType.SERVICE, "svc", ""),
            logon(
                "2026-03-03T09:00:00Z",
                "srv",
                LogonAction.FAILED,
                LogonType.SSH,
                "ada",
                "192.0.2.1"),
            logon(
                "2026-03-03T09:01:00Z",
                "srv",
                LogonAction.FAILED,
                LogonType.SSH,
                "ada",
                "192.0.2.2"),
            logon("2026-03-03T10:00:00Z", "srv", LogonAction.ELEVATE, LogonType.SSH, "ada", ""),
            logon("2026-03-03T10:05:00Z", "srv", LogonAction.ELEVATE, LogonType.SSH, "ada", "")));
  }

  private static void programs() {
    List<IdentifiedEvent> events = new ArrayList<>();
    for (String at :
        List.of("2026-03-02T09:00:00Z", "2026-03-02T17:00:00Z", "2026-03-03T09:00:00Z")) {
      Process process =
          Process.newBuilder().setAction(ProcessAction.START).setExe("/usr/bin/vim").build();
      events.add(on("lt-1", at(at, "ada").setProcess(process).build()));
    }
    live.store.insert(EventTables.PROCESSES, events);
  }

  /** Of Ada 30 active minutes, with pauses of 1 and 3 s in turn; of Bob ten. */
  private static void work() {
    List<IdentifiedEvent> events = new ArrayList<>();
    long startMs = Instant.parse("2026-03-02T09:00:00Z").toEpochMilli();
    for (int minute = 0; minute < 40; minute++) {
      long atMs = startMs + minute * 60_000L;
      String user = minute < 30 ? "ada" : "bob";
      Presence slice =
          Presence.newBuilder()
              .setState(PresenceState.ACTIVE)
              .setKeys(minute % 2 == 0 ? 40 : 20)
              .setDistinctKeys(15)
              .setMoves(100)
              .setDeltaEntropyMilliBits(6_000)
              .setInjectedKeys(3)
              .setGapN(2)
              .setGapSumMs(4_000)
              .setGapSumSq(10_000_000)
              .build();
      events.add(
          on(
              "lt-" + user,
              ActivityEvent.newBuilder()
                  .setOccurredAt(atMs)
                  .setEndedAt(atMs + 60_000)
                  .setUser(user)
                  .setPresence(slice)
                  .build()));
    }
    live.store.insert(EventTables.PRESENCE, events);
  }

  private static Usual usual() {
    return Usual.in(live.store);
  }

  @Test
  void waysInAreThoseThatWereTakenByTheHour() {
    List<String> rows = new ArrayList<>();
    usual()
        .waysIn(
            FROM,
            TO,
            row ->
                rows.add(
                    String.join(
                        " ",
                        row.account(),
                        Instant.ofEpochMilli(row.hour()).toString(),
                        row.deviceId(),
                        row.source(),
                        row.byPerson() ? "person" : "program")));
    assertEquals(
        List.of(
            "ada 2026-03-02T09:00:00Z srv 10.0.0.1 person",
            "ada 2026-03-02T10:00:00Z lt-1  person",
            "svc 2026-03-03T03:00:00Z srv  program"),
        rows);
  }

  @Test
  void elevationsAndProgramsAreOncePerDay() {
    List<String> rows = new ArrayList<>();
    usual()
        .elevations(FROM, TO, row -> rows.add(row.account() + " " + row.day() + " " + row.value()));
    usual()
        .programs(FROM, TO, row -> rows.add(row.account() + " " + row.day() + " " + row.value()));
    assertEquals(
        List.of(
            "ada 2026-03-03 sudo to root",
            "ada 2026-03-02 /usr/bin/vim",
            "ada 2026-03-03 /usr/bin/vim"),
        rows);
  }

  @Test
  void daysAtWorkAreThoseOfAnAgentOrALogon() {
    List<Usual.AtWork> rows = new ArrayList<>();
    usual().atWork(FROM, TO, rows::add);
    assertEquals(
        List.of(new Usual.AtWork("ada", 1), new Usual.AtWork("bob", 1), new Usual.AtWork("svc", 1)),
        rows);
  }

  @Test
  void attemptsAreCountedByTheDay() {
    List<String> rows = new ArrayList<>();
    usual()
        .attempts(
            FROM,
            TO,
            row ->
                rows.add(
                    row.account()
                        + " "
                        + row.day()
                        + " "
                        + row.failingSources()
                        + " "
                        + row.hosts()));
    assertEquals(
        List.of(
            "ada 2026-03-02 0 2",
            "ada 2026-03-03 2 0",
            "root 2026-03-03 0 0",
            "svc 2026-03-03 0 1"),
        rows);
  }

  @Test
  void quartersOfAnHourHaveTheirMedians() {
    List<Usual.Quarters> rows = new ArrayList<>();
    usual().quarters(FROM, TO, rows::add);
    assertEquals(List.of("ada", "bob"), rows.stream().map(Usual.Quarters::account).toList());
    Usual.Quarters ada = rows.get(0);
    assertEquals(2, ada.quarters());
    assertEquals(0.5, of(ada, "pause_cv"), 1e-9);
    assertEquals(1, of(ada, "active_share"));
    assertEquals(6, of(ada, "delta_entropy"), 1e-9);
    assertTrue(of(ada, "injected_share") > 0.02 && of(ada, "injected_share") < 0.03);
    assertEquals(0, of(ada, "repeated_share"));
    Usual.Quarters bob = rows.get(1);
    assertEquals(10 / 15.0, of(bob, "active_share"), 1e-9);
    assertTrue(Double.isNaN(of(bob, "pause_cv")), "ten minutes are too few to tell");
  }

  @Test
  void aStretchIsOfMinutesWithoutAGap() {
    List<Usual.Stretches> rows = new ArrayList<>();
    usual().stretches(FROM, TO, rows::add);
    assertEquals(
        List.of(new Usual.Stretches("ada", 1, 30), new Usual.Stretches("bob", 1, 10)), rows);
  }

  private static double of(Usual.Quarters quarters, String measure) {
    return quarters.median().get(Usual.MEASURES.indexOf(measure));
  }

  @Test
  void aRangeWithoutEventsHasNoRows() {
    List<Object> rows = new ArrayList<>();
    Instant year = Instant.parse("2020-01-01T00:00:00Z");
    usual().waysIn(year, year.plusSeconds(86_400), rows::add);
    usual().elevations(year, year.plusSeconds(86_400), rows::add);
    usual().programs(year, year.plusSeconds(86_400), rows::add);
    usual().atWork(year, year.plusSeconds(86_400), rows::add);
    usual().attempts(year, year.plusSeconds(86_400), rows::add);
    usual().quarters(year, year.plusSeconds(86_400), rows::add);
    usual().stretches(year, year.plusSeconds(86_400), rows::add);
    assertEquals(List.of(), rows);
  }
}
