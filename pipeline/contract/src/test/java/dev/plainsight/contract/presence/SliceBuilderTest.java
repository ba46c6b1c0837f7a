package dev.plainsight.contract.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SliceBuilderTest {
  private static final long MONDAY_0900 = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60_000;

  private final List<ActivityEvent> slices = new ArrayList<>();
  private final SliceBuilder desk = new SliceBuilder("ada", "2", MINUTE, slices::add);

  @Test
  void cutsAtFullMinutesAndWhereTheSessionFallsIdle() {
    desk.key(MONDAY_0900 + 10 * SECOND, 30, false);
    desk.tick(MONDAY_0900 + 150 * SECOND);
    assertEquals(
        List.of("ACTIVE 10..60", "ACTIVE 60..70", "IDLE 70..120"),
        slices.stream().map(SliceBuilderTest::told).toList());
  }

  @Test
  void wakesAtTheInputThatEndsIdleness() {
    desk.click(MONDAY_0900, false);
    desk.click(MONDAY_0900 + 90 * SECOND, false);
    desk.stop();
    assertEquals(
        List.of("ACTIVE 0..60", "IDLE 60..90", "ACTIVE 90..90"),
        slices.stream().map(SliceBuilderTest::told).toList());
    assertEquals(List.of(90_000), last().getLongGapsMs());
  }

  @Test
  void countsKeysTheirVarietyAndTheLongestRunOfOne() {
    for (int code : new int[] {30, 31, 31, 31, 30, 30}) {
      desk.key(MONDAY_0900, code, code == 31);
    }
    desk.stop();
    assertEquals(6, last().getKeys());
    assertEquals(2, last().getDistinctKeys());
    assertEquals(3, last().getLongestKeyRun());
    assertEquals(3, last().getInjectedKeys());
  }

  @Test
  void measuresThePointersPathFromWhereItStood() {
    desk.motion(MONDAY_0900 - SECOND, 100, 100, false, false);
    desk.motion(MONDAY_0900 + 1, 103, 104, false, false);
    desk.motion(MONDAY_0900 + 2, 100, 100, true, true);
    desk.motion(MONDAY_0900 + 3, 103, 104, true, false);
    desk.stop();
    assertEquals(3, last().getMoves());
    assertEquals(15, last().getPathPx());
    assertEquals(5, last().getNetPx());
    assertEquals(2, last().getDrags());
    assertEquals(1, last().getInjectedMoves());
    assertEquals(2, last().getDistinctDeltas());
    assertEquals(918, last().getDeltaEntropyMilliBits());
  }

  @Test
  void givesPausesInTheSliceWhereTheyEndAndNoneAcrossALock() {
    desk.key(MONDAY_0900, 30, false);
    desk.key(MONDAY_0900 + 500, 30, false);
    desk.key(MONDAY_0900 + 1_700, 30, false);
    desk.click(MONDAY_0900 + 25_700, false);
    desk.state(MONDAY_0900 + 26_000, PresenceState.LOCKED, "");
    assertEquals(2, last().getGapN());
    assertEquals(25_200, last().getGapSumMs());
    assertEquals(1_200.0 * 1_200 + 24_000.0 * 24_000, last().getGapSumSq());
    assertEquals(24_000, last().getGapMaxMs());
    assertEquals(List.of(24_000), last().getLongGapsMs());

    desk.state(MONDAY_0900 + 50_000, PresenceState.ACTIVE, "");
    desk.click(MONDAY_0900 + 50_100, false);
    desk.stop();
    assertEquals(0, last().getGapN());
    assertEquals("ACTIVE 50..50", told(slices.get(slices.size() - 1)));
  }

  @Test
  void countsInputUnderALockAsInputUnderALock() {
    desk.state(MONDAY_0900, PresenceState.LOCKED, "");
    desk.key(MONDAY_0900 + SECOND, 30, false);
    desk.tick(MONDAY_0900 + MINUTE);
    assertEquals(List.of("LOCKED 0..60"), slices.stream().map(SliceBuilderTest::told).toList());
    assertEquals(1, last().getKeys());
  }

  @Test
  void saysWhyNobodyIsThere() {
    desk.state(MONDAY_0900, PresenceState.AWAY, "no display");
    desk.tick(MONDAY_0900 + MINUTE);
    assertEquals("no display", last().getDetail());
    assertEquals(PresenceState.AWAY, last().getState());
  }

  @Test
  void cutsWhenAnotherWindowComesToTheFront() {
    desk.focus(MONDAY_0900, Scene.of("/usr/bin/editor", "draft"));
    desk.key(MONDAY_0900 + SECOND, 30, false);
    desk.focus(MONDAY_0900 + 2 * SECOND, Scene.of("/usr/bin/editor", "draft"));
    desk.focus(MONDAY_0900 + 3 * SECOND, Scene.of("/usr/bin/mail", ""));
    desk.stop();
    assertEquals(
        List.of("IDLE 0..1", "ACTIVE 1..3"), slices.stream().map(SliceBuilderTest::told).toList());
    assertEquals("/usr/bin/editor", last().getApp());
  }

  @Test
  void startsAnewWhenTheClockIsSetBack() {
    desk.key(MONDAY_0900 + 600 * SECOND, 30, false);
    desk.key(MONDAY_0900, 30, false);
    desk.stop();
    assertEquals(2, slices.size());
    assertEquals(MONDAY_0900, slices.get(1).getOccurredAt());
    assertEquals(0, last().getGapN());
  }

  @Test
  void givesTheSameSlicesHoweverOftenItIsTicked() {
    for (long seed = 0; seed < 50; seed++) {
      assertEquals(day(seed, 7 * MINUTE), day(seed, 900), "seed " + seed);
    }
  }

  @Test
  void leavesNoMomentOutAndKeepsEveryCount() {
    for (long seed = 0; seed < 50; seed++) {
      List<ActivityEvent> day = day(seed, SECOND);
      for (int i = 1; i < day.size(); i++) {
        assertEquals(day.get(i - 1).getEndedAt(), day.get(i).getOccurredAt(), "seed " + seed);
        assertTrue(day.get(i).getEndedAt() - day.get(i).getOccurredAt() <= MINUTE);
      }
      int inputs =
          day.stream()
              .map(ActivityEvent::getPresence)
              .mapToInt(s -> s.getKeys() + s.getClicks() + s.getWheel() + s.getMoves())
              .sum();
      assertEquals(400, inputs, "seed " + seed);
    }
  }

  private static List<ActivityEvent> day(long seed, long tickMs) {
    List<ActivityEvent> slices = new ArrayList<>();
    SliceBuilder desk = new SliceBuilder("ada", "", MINUTE, slices::add);
    Random random = new Random(seed);
    long now = MONDAY_0900;
    long ticked = now;
    for (int i = 0; i < 400; i++) {
      now += (long) (Math.exp(random.nextGaussian() * 3) * 500) % (20 * MINUTE);
      for (; ticked < now; ticked += tickMs) {
        desk.tick(ticked);
      }
      switch (random.nextInt(4)) {
        case 0 -> desk.key(now, random.nextInt(50), false);
        case 1 -> desk.click(now, true);
        case 2 -> desk.wheel(now);
        default -> desk.motion(now, random.nextInt(1920), random.nextInt(1080), false, false);
      }
    }
    desk.stop();
    return slices;
  }

  private Presence last() {
    Presence presence = slices.get(slices.size() - 1).getPresence();
    return presence == null ? new Presence() : presence;
  }

  private static String told(ActivityEvent slice) {
    Presence presence = slice.getPresence();
    return (presence == null ? "" : presence.getState())
        + " "
        + (slice.getOccurredAt() - MONDAY_0900) / SECOND
        + ".."
        + (slice.getEndedAt() - MONDAY_0900) / SECOND;
  }
}
