package dev.plainsight.dashboard.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.evidence.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  private static final Instant MONDAY_0900 = Instant.parse("2026-11-02T09:00:00Z");

  private Instant now = MONDAY_0900;
  private long batches = 40;
  private int done;
  private String broken = "";

  private final Rounds rounds = new Rounds(new Counting(), true, LocalTime.of(3, 0), () -> now);

  /** Counts its rounds. */
  private final class Counting implements Round {
    @Override
    public long arrivedBefore(LocalDate day) {
      assertEquals(LocalDate.ofInstant(now, java.time.ZoneOffset.UTC), day);
      return batches;
    }

    @Override
    public void run(Consumer<String> progress) {
      if (!broken.isEmpty()) {
        throw new IllegalStateException(broken);
      }
      done++;
    }
  }

  private void lookAfter(Duration wait) {
    now = now.plus(wait);
    rounds.look();
  }

  private void looks(int minutes) {
    for (int i = 0; i < minutes; i++) {
      lookAfter(Duration.ofMinutes(1));
    }
  }

  @Test
  void aRoundIsDueAtTheStartAndThenOnceADay() {
    looks(60);
    assertEquals(1, done);
    assertEquals(Instant.parse("2026-11-03T03:00:00Z").toEpochMilli(), rounds.now().nextAt());
    now = Instant.parse("2026-11-03T02:58:30Z");
    looks(1);
    assertEquals(1, done);
    looks(3);
    assertEquals(2, done);
  }

  @Test
  void itWaitsUntilTheDaysBeforeAreAtRest() {
    for (int i = 0; i < 10; i++) {
      batches += 5;
      looks(1);
    }
    assertEquals(0, done);
    looks(1);
    assertEquals(1, done);
  }

  @Test
  void anEmptyStoreIsNotTested() {
    batches = 0;
    looks(10);
    assertEquals(0, done);
    assertEquals("", rounds.now().problem());
  }

  @Test
  void aFailureIsSaidUntilARoundSucceeds() {
    broken = "the seal key in /x cannot be read";
    looks(2);
    assertTrue(rounds.now().problem().endsWith(broken), rounds.now().problem());
    assertEquals(0, rounds.now().doneAt());
    broken = "";
    looks(1);
    assertEquals("", rounds.now().problem());
    assertEquals(now.toEpochMilli(), rounds.now().doneAt());
  }

  @Test
  void aStoreThatNeverRestsMakesTheRoundOverdue() {
    for (int i = 0; i < 122; i++) {
      batches++;
      looks(1);
    }
    assertTrue(rounds.now().problem().contains("overdue"), rounds.now().problem());
  }

  @Test
  void wholePeriodsEndWithinTheSealedDays() {
    LocalDate tuesday = LocalDate.parse("2026-11-10");
    LocalDate monday = LocalDate.parse("2026-11-23");
    assertEquals(
        Optional.of(new Period(LocalDate.parse("2026-11-16"), LocalDate.parse("2026-11-22"))),
        Whole.WEEK.newest(tuesday, monday));
    assertEquals(Optional.empty(), Whole.MONTH.newest(tuesday, monday));
    assertEquals(
        Optional.of(new Period(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-31"))),
        Whole.MONTH.newest(tuesday, LocalDate.parse("2026-12-31")));
    assertEquals(Optional.empty(), Whole.NEVER.newest(tuesday, monday));
  }
}
