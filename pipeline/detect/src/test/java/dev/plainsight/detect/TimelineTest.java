package dev.plainsight.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long MONDAY_0900 = 1_772_442_000_000L;
  private static final long DAY_MS = 86_400_000;
  private static final Entity SOURCE = new Entity(Dimension.SOURCE, "198.51.100.7");

  private final Timeline timeline =
      new Timeline(Dimension.SOURCE, Rules.all(), RuleBook.published());
  private final Remembered memory = new Remembered();
  private final List<Finding> told = new ArrayList<>();

  @Test
  void aFindingIsRestatedAsItGrows() {
    for (int i = 0; i < 6; i++) {
      add(failure(MONDAY_0900 + i * 1_000L));
    }
    assertEquals(List.of(1, 2), told.stream().map(Finding::version).toList());
    assertEquals(1, memory.standing().size());
  }

  @Test
  void anEventBehindTheHeadIsFoldedAtTheNextRefold() {
    for (int i : new int[] {0, 1, 3, 4}) {
      assertEquals(Timeline.Taken.FOLDED, add(failure(MONDAY_0900 + i * 1_000L)));
    }
    assertEquals(Timeline.Taken.BEHIND, add(failure(MONDAY_0900 + 2_000)));
    assertTrue(told.isEmpty());
    timeline.refold(memory, SOURCE, Surroundings.NONE, told);
    assertEquals(1, told.size());
    assertEquals(5, told.get(0).measures().get(0).observed());
  }

  @Test
  void anEarlierStartRetractsTheFindingThatBeganLater() {
    for (int i = 0; i < 5; i++) {
      add(failure(MONDAY_0900 + i * 1_000L));
    }
    add(failure(MONDAY_0900 - 5_000));
    timeline.refold(memory, SOURCE, Surroundings.NONE, told);
    assertEquals(List.of(false, true, false), told.stream().map(Finding::retracted).toList());
    assertEquals(List.of(1, 2, 1), told.stream().map(Finding::version).toList());
    assertEquals(MONDAY_0900 - 5_000, memory.standing().get(0).startedAt());
  }

  @Test
  void aRefoldThatChangesNothingTellsNothing() {
    for (int i = 0; i < 5; i++) {
      add(failure(MONDAY_0900 + i * 1_000L));
    }
    told.clear();
    timeline.refold(memory, SOURCE, Surroundings.NONE, told);
    assertTrue(told.isEmpty());
  }

  @Test
  void theEventAtTheHeadIsFoldedOnce() {
    IdentifiedEvent event = failure(MONDAY_0900);
    add(event);
    assertEquals(Timeline.Taken.REPEATED, add(event));
    assertEquals(1, remembered());
  }

  @Test
  void aWeekLateIsFoldedAndAMonthLateIsNot() {
    for (int day = 0; day <= 30; day++) {
      add(failure(MONDAY_0900 + day * DAY_MS));
    }
    assertEquals(Timeline.Taken.BEHIND, add(failure(MONDAY_0900 + 23 * DAY_MS + 1)));
    assertEquals(Timeline.Taken.LATE, add(failure(MONDAY_0900 + DAY_MS)));
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < 3 * Timeline.HISTORY_MAX; i++) {
      add(failure(MONDAY_0900 + i * 10L));
    }
    assertTrue(remembered() <= Timeline.HISTORY_MAX + 1, remembered() + "");
    assertEquals(3.0 * Timeline.HISTORY_MAX, memory.standing().get(0).measures().get(0).observed());
    assertEquals(1, memory.standing().size());
  }

  /** Thousands of starts a day on thousands of devices: state for a day or two is enough. */
  @Test
  void ofProgramsLessIsRemembered() {
    Entity programs = new Entity(Dimension.PROGRAMS, "laptop-1");
    for (int i = 0; i < 3 * Dimension.PROGRAMS.historyMax(); i++) {
      timeline.add(memory, programs, failure(MONDAY_0900 + i * 10L), Surroundings.NONE, told);
    }
    assertEquals(2_000, Dimension.PROGRAMS.historyMax());
    assertTrue(remembered() <= 2_001 && remembered() >= 1_000, remembered() + "");
  }

  @Test
  void findingsOfLongAgoAreLetGoButNotRetracted() {
    for (int i = 0; i < 5; i++) {
      add(failure(MONDAY_0900 + i * 1_000L));
    }
    for (int day = 1; day <= 40; day++) {
      add(failure(MONDAY_0900 + day * DAY_MS));
    }
    assertFalse(told.stream().anyMatch(Finding::retracted));
    assertTrue(memory.standing().isEmpty());
  }

  private Timeline.Taken add(IdentifiedEvent event) {
    return timeline.add(memory, SOURCE, event, Surroundings.NONE, told);
  }

  private int remembered() {
    int count = 0;
    for (IdentifiedEvent event : memory.remembered()) {
      count += event == null ? 0 : 1;
    }
    return count;
  }

  private static IdentifiedEvent failure(long atMs) {
    Logon logon =
        Logon.newBuilder()
            .setAction(LogonAction.FAILED)
            .setTargetUser("root")
            .setSourceIp(SOURCE.key())
            .build();
    ActivityEvent event =
        ActivityEvent.newBuilder().setOccurredAt(atMs).setEndedAt(atMs).setLogon(logon).build();
    return new IdentifiedEvent("host-1", 1L, atMs / 10, atMs, event);
  }
}
