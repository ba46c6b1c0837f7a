package dev.plainsight.detect.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plainsight.detect.surroundings.Peers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
  private static final long DAY_MS = 86_400_000;
  private static final Peers.Tally NOBODY = new Peers.Tally(0, Map.of());
  private static final LocalDateTime MONDAY_0900 = LocalDateTime.parse("2026-03-02T09:00");

  @Test
  void aWholeBaselineFitsIntoFourKilobytes() throws JsonProcessingException {
    Habit habit = Habit.NONE;
    for (int i = 0; i < 500; i++) {
      habit = habit.with("a value that is quite long, such as a host's full name " + i, i * DAY_MS);
    }
    HourOfWeek hours = workedHours(400);
    Distinct hosts = Distinct.NONE;
    for (int i = 0; i < 100_000; i++) {
      hosts = hosts.with("host-" + i);
    }
    Level level = Level.NONE;
    for (int i = 0; i < 100; i++) {
      level = level.with(Math.PI * i, Double.MAX_VALUE);
    }
    assertEquals(Habit.VALUES_MAX, habit.values().size());
    // Spelled out in JSON they still are below it; Flink's own form is smaller.
    assertTrue(size(habit.values()) < 4_096, "habit " + size(habit.values()));
    int packed = packed(hours.counts()) + packed(hosts.registers()) + size(level);
    assertTrue(packed < 1_200, "counters " + packed);
    int binary = 24 * (Habit.VALUE_LENGTH_MAX + 8 + 4 + 8 + 2) + 40 + packed;
    assertTrue(binary < 4_096, "all of an entity " + binary);
  }

  /** As Flink writes text: 7 bits of a character a byte. */
  private static int packed(String text) {
    return text.chars().map(each -> each < 0x80 ? 1 : each < 0x4000 ? 2 : 3).sum() + 2;
  }

  private static int size(Object value) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(value).getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void aHabitCountsAValueOnceADay() {
    Habit habit = Habit.NONE.with("laptop-1", 0).with("laptop-1", 1_000).with("laptop-1", DAY_MS);
    assertEquals(2, habit.daysOf("laptop-1"));
    assertEquals(2, habit.days());
    assertEquals(2, habit.weightOf("laptop-1", DAY_MS), 0.02);
    assertEquals(1, habit.weightOf("laptop-1", 61 * DAY_MS), 0.02);
    assertEquals(0, habit.weightOf("laptop-2", DAY_MS));
  }

  @Test
  void aHabitForgetsTheLightestValueFirst() {
    Habit habit = Habit.NONE;
    for (int day = 0; day < 10; day++) {
      habit = habit.with("home", day * DAY_MS);
    }
    for (int i = 0; i < 100; i++) {
      habit = habit.with("hotel " + i, 10 * DAY_MS);
    }
    assertTrue(habit.knows("home", 10 * DAY_MS, 90));
    assertTrue(habit.knows("hotel 99", 10 * DAY_MS, 90));
    assertFalse(habit.knows("hotel 0", 10 * DAY_MS, 90));
    assertFalse(habit.knows("home", 200 * DAY_MS, 90));
  }

  @Test
  void aHabitIsLearnedOverDaysNotOverEvents() {
    Habit habit = Habit.NONE;
    assertFalse(habit.hasLearned(0, 0));
    for (int i = 0; i < 1_000; i++) {
      habit = habit.with("v" + i, 1_000 + i);
    }
    assertFalse(habit.hasLearned(7, 6 * DAY_MS));
    assertTrue(habit.hasLearned(7, 7 * DAY_MS));
  }

  @Test
  void whatTheTeamDoesIsLessRare() {
    Peers.Tally team = new Peers.Tally(100, Map.of("build-host", 30L));
    double usual = Rarity.bits(18, 20, NOBODY, NOBODY, "laptop-1", 0, 0.001);
    double newButOfTheTeam = Rarity.bits(0, 20, team, team, "build-host", 0, 0.001);
    double newToAll = Rarity.bits(0, 20, team, team, "vault", 0, 0.001);
    assertEquals(0.5, usual, 0.2);
    assertEquals(4.1, newButOfTheTeam, 0.2);
    assertTrue(newToAll > 12, newToAll + " bits");
  }

  /** Else the snapshot of the next day would retract what was found today. */
  @Test
  void whatASnapshotCountsOfOneselfIsNotTheTeams() {
    Peers.Tally team = new Peers.Tally(100, Map.of("vault", 2L));
    Peers peers = new Peers("2026-03-04.2", Map.of("ops", Map.of("device", team)), Map.of());
    long mondayMs = MONDAY_0900.toInstant(ZoneOffset.UTC).toEpochMilli();
    assertEquals(2, peers.daysCountedSince(mondayMs));
    assertEquals(0, peers.daysCountedSince(mondayMs + 2 * DAY_MS));
    assertEquals(0, new Peers("third", Map.of(), Map.of()).daysCountedSince(mondayMs));
    assertEquals(0, team.ofOthers("vault", peers.daysCountedSince(mondayMs)));
    double known = Rarity.bits(0, 20, team, team, "vault", 0, 0.001);
    double own = Rarity.bits(0, 20, team, team, "vault", 2, 0.001);
    assertTrue(own > known + 3, known + " and " + own);
  }

  @Test
  void nightsAreRareForWhoWorksByDayAndNeighbouringHoursAreNot() {
    HourOfWeek hours = workedHours(40);
    assertTrue(bits(hours, MONDAY_0900) < 6.5, "usual " + bits(hours, MONDAY_0900));
    assertTrue(bits(hours, MONDAY_0900.minusHours(1)) < 8, "an hour early");
    assertTrue(bits(hours, MONDAY_0900.minusHours(6)) > 10, "at three");
    assertTrue(bits(hours, MONDAY_0900.plusDays(5)) > 10, "on Saturday");
  }

  @Test
  void aTeamThatWorksByNightMakesNightsUsual() {
    LocalDateTime night = MONDAY_0900.minusHours(6);
    Map<String, Long> nights = Map.of("2", 40L, "3", 40L, "4", 40L);
    Peers.Tally team = new Peers.Tally(400, nights);
    HourOfWeek hours = workedHours(10);
    assertTrue(hours.bits(night, team, team) < bits(hours, night) - 2);
  }

  @Test
  void anHourCountsOnceAndOldOnesFade() {
    HourOfWeek twice = HourOfWeek.NONE.with(MONDAY_0900).with(MONDAY_0900.plusMinutes(59));
    assertEquals(1, twice.total());
    HourOfWeek years = workedHours(2_000);
    assertTrue(years.total() <= HourOfWeek.TOTAL_MAX, years.total() + "");
    assertEquals(16_000, years.hours());
  }

  private static double bits(HourOfWeek hours, LocalDateTime at) {
    return hours.bits(at, NOBODY, NOBODY);
  }

  /** So many working days of 9 to 17. */
  private static HourOfWeek workedHours(int days) {
    HourOfWeek hours = HourOfWeek.NONE;
    for (int day = 0; day < days; day++) {
      for (int hour = 0; hour < 8; hour++) {
        hours = hours.with(MONDAY_0900.plusDays(day / 5 * 7L + day % 5).plusHours(hour));
      }
    }
    return hours;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 100, 1_000, 20_000})
  void distinctValuesAreCountedToWithinThreeStandardErrors(int many) {
    Distinct distinct = Distinct.NONE;
    for (int i = 0; i < many; i++) {
      distinct = distinct.with("host-" + i).with("host-" + i / 2);
    }
    assertEquals(many, (double) distinct.count(), Math.max(0.5, many * 0.14));
  }

  @Test
  void aLevelFollowsANewHabitAndHardlyAWildDay() {
    Level level = Level.NONE;
    assertEquals(0, level.mean());
    for (int i = 0; i < 20; i++) {
      level = level.with(i % 2 == 0 ? 2 : 4, Double.MAX_VALUE);
    }
    assertEquals(3, level.mean(), 0.3);
    assertEquals(1, level.deviation(), 0.1);
    Level wild = level.with(1_000, level.limit(3));
    assertTrue(wild.mean() < 4, wild + "");
    Level habit = level;
    for (int i = 0; i < 60; i++) {
      habit = habit.with(12, habit.limit(3));
    }
    assertEquals(12, habit.mean(), 1);
  }
}
