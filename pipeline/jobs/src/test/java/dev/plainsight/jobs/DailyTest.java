package dev.plainsight.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the daily clock does, and when; its days begin at 02:30. */
class DailyTest {
  private final List<String> log = new ArrayList<>();

  /** Fails as often as it is told to; what it did stays done for all that bear its name. */
  private static final class Chore implements DailyTask {
    private final String name;
    private final List<String> did;
    private final Set<LocalDate> done = new HashSet<>();
    private int failures;

    Chore(String name, List<String> did, int failures) {
      this.name = name;
      this.did = did;
      this.failures = failures;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean isDone(LocalDate day) {
      return done.contains(day);
    }

    @Override
    public void run(LocalDate day) {
      if (failures-- > 0) {
        throw new IllegalStateException("no store");
      }
      done.add(day);
      did.add(name + " " + day);
    }
  }

  private Daily daily(DailyTask... tasks) {
    return new Daily(LocalTime.of(2, 30), List.of(tasks), log::add);
  }

  private static Instant at(String moment) {
    return Instant.parse(moment);
  }

  @Test
  void doesEachTaskOnceADay() {
    List<String> did = new ArrayList<>();
    Daily daily = daily(new Chore("peers", did, 0), new Chore("canaries", did, 0));
    daily.round(at("2026-03-02T02:30:00Z"));
    daily.round(at("2026-03-02T02:31:00Z"));
    daily.round(at("2026-03-03T02:29:59Z"));
    daily.round(at("2026-03-03T02:30:00Z"));
    assertEquals(
        List.of(
            "peers 2026-03-02", "canaries 2026-03-02", "peers 2026-03-03", "canaries 2026-03-03"),
        did);
  }

  @Test
  void makesUpForADayItWasDown() {
    List<String> did = new ArrayList<>();
    Daily daily = daily(new Chore("peers", did, 0));
    daily.round(at("2026-03-02T02:30:00Z"));
    daily.round(at("2026-03-05T01:00:00Z"));
    daily.round(at("2026-03-05T03:00:00Z"));
    assertEquals(List.of("peers 2026-03-02", "peers 2026-03-04", "peers 2026-03-05"), did);
  }

  @Test
  void aRestartDoesNothingTwice() {
    List<String> did = new ArrayList<>();
    Chore peers = new Chore("peers", did, 0);
    for (int start = 0; start < 3; start++) {
      Daily daily = daily(peers);
      daily.round(at("2026-03-02T09:00:00Z"));
    }
    assertEquals(List.of("peers 2026-03-02"), did);
  }

  @Test
  void aTaskThatFailsIsLoggedOnceAndTriedAgainWhileTheOthersGoOn() {
    List<String> did = new ArrayList<>();
    Daily daily = daily(new Chore("peers", did, 3), new Chore("canaries", did, 0));
    for (int minute = 0; minute < 5; minute++) {
      daily.round(at("2026-03-02T09:00:00Z").plusSeconds(60L * minute));
    }
    assertEquals(List.of("canaries 2026-03-02", "peers 2026-03-02"), did);
    assertEquals(
        List.of(
            "daily peers: java.lang.IllegalStateException: no store; tried again every 60 s",
            "daily canaries: done for 2026-03-02",
            "daily peers: done for 2026-03-02"),
        log);
  }
}
