package dev.plainsight.agent.logins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class YearsTest {
  @Test
  void turnsTheYearBetweenDecemberAndJanuaryAndNotForAStraggler() {
    Years years = new Years(2025, ZoneOffset.UTC);
    assertEquals(
        List.of("2025-11-05", "2025-12-31", "2026-01-01", "2025-12-31", "2026-01-02", "2026-03-01"),
        Stream.of(at(11, 5), at(12, 31), at(1, 1), at(12, 31), at(1, 2), at(3, 1))
            .map(stamp -> day(years.millis(stamp).orElseThrow()))
            .toList());
  }

  @Test
  void takesTheNewestYearInWhichNoLineIsNewerThanTheFile() {
    assertEquals(OptionalInt.of(2026), guess("2026-11-22T01:08:00Z", at(3, 27), at(4, 20)));
    assertEquals(OptionalInt.of(2025), guess("2026-04-10T00:00:00Z", at(3, 27), at(4, 20)));
    assertEquals(OptionalInt.of(2025), guess("2026-02-01T00:00:00Z", at(12, 30), at(1, 31)));
  }

  @Test
  void toleratesAnUnknownZoneOfADay() {
    assertEquals(OptionalInt.of(2026), guess("2026-04-19T14:00:00Z", at(4, 20)));
  }

  @Test
  void knowsThatTheTwentyNinthOfFebruaryNeedsALeapYear() {
    assertEquals(OptionalInt.of(2024), guess("2026-11-22T00:00:00Z", at(2, 29)));
  }

  @Test
  void readsALiveStampAsTheNewestThatIsNotOfTheFuture() {
    long now = Instant.parse("2026-01-02T00:00:00Z").toEpochMilli();
    assertEquals("2025-12-31", day(Years.live(at(12, 31), now, ZoneOffset.UTC).orElseThrow()));
    assertEquals("2026-01-02", day(Years.live(at(1, 2), now, ZoneOffset.UTC).orElseThrow()));
  }

  private static OptionalInt guess(String fileTime, Stamp... stamps) {
    Years.Guess guess = new Years.Guess(Instant.parse(fileTime).toEpochMilli(), ZoneOffset.UTC);
    Stream.of(stamps).forEach(guess::see);
    return guess.year();
  }

  private static String day(long ms) {
    return Instant.ofEpochMilli(ms).toString().substring(0, 10);
  }

  private static Stamp at(int month, int day) {
    return new Stamp.Yearless(month, day, 12, 0, 0);
  }
}
