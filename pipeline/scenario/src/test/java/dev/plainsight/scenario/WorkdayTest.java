package dev.plainsight.scenario;

import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkdayTest {
  @Test
  void typingAwayAndJigglingLookAsTheyAre() {
    List<ActivityEvent> events =
        Workday.workday("ada")
            .at("09:00")
            .types(30, MINUTES)
            .away(5, MINUTES)
            .jiggles(2, HOURS)
            .events();
    assertTrue(minutes(events, 0, 30).mapToInt(Presence::getKeys).sum() > 2_000);
    assertEquals(0, minutes(events, 31, 35).mapToInt(Presence::getKeys).sum());
    assertEquals(240, minutes(events, 35, 155).mapToInt(Presence::getMoves).sum());
    assertTrue(
        minutes(events, 40, 150)
            .allMatch(slice -> slice.getGapN() == 0 || slice.getGapMaxMs() == 60_000));
  }

  @Test
  void aLockedScreenIsLockedAndSaysSo() {
    List<ActivityEvent> events =
        Workday.workday("ada")
            .logsOn()
            .works(10, MINUTES)
            .locks(5, MINUTES)
            .works(5, MINUTES)
            .logsOff()
            .events();
    assertTrue(minutes(events, 10, 15).allMatch(slice -> slice.getState() == PresenceState.LOCKED));
    assertEquals(
        List.of(LogonAction.LOGON, LogonAction.LOCK, LogonAction.UNLOCK, LogonAction.LOGOFF),
        events.stream()
            .filter(event -> event.getLogon() != null)
            .map(event -> Objects.requireNonNull(event.getLogon()).getAction())
            .toList());
  }

  @Test
  void theAgentBeatsFromBootToShutdown() {
    List<ActivityEvent> events =
        Workday.workday("ada").boots().works(61, MINUTES).shutsDown().events();
    List<AgentAction> actions =
        events.stream()
            .filter(event -> event.getAgent() != null)
            .map(event -> Objects.requireNonNull(event.getAgent()).getAction())
            .toList();
    assertEquals(AgentAction.START, actions.get(0));
    assertEquals(AgentAction.STOP, actions.get(actions.size() - 1));
    assertEquals(12, actions.stream().filter(AgentAction.HEARTBEAT::equals).count());
    assertEquals(
        AgentAction.STOP,
        Objects.requireNonNull(events.get(events.size() - 1).getAgent()).getAction());
  }

  @Test
  void timesAreThoseOfTheZone() {
    Workday day =
        Workday.workday("ada")
            .on(LocalDate.of(2026, 7, 1), ZoneId.of("America/Toronto"))
            .at("09:00");
    assertEquals(1_782_910_800_000L, day.nowMs());
  }

  @Test
  void theSameSeedGivesTheSameDay() {
    assertEquals(
        Workday.workday("ada").seed(7).works(2, HOURS).events(),
        Workday.workday("ada").seed(7).works(2, HOURS).events());
  }

  @Test
  void isToldInItsOrder() {
    Workday day = Workday.workday("ada").at("09:00").works(1, HOURS);
    assertThrows(IllegalArgumentException.class, () -> day.at("09:30"));
  }

  private static Stream<Presence> minutes(List<ActivityEvent> events, int from, int to) {
    long startMs = Workday.workday("ada").at("09:00").nowMs();
    return events.stream()
        .filter(event -> event.getOccurredAt() >= startMs + from * 60_000L)
        .filter(event -> event.getOccurredAt() < startMs + to * 60_000L)
        .flatMap(event -> Stream.ofNullable(event.getPresence()));
  }
}
