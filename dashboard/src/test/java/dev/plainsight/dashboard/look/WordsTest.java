package dev.plainsight.dashboard.look;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.store.AccessRow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class WordsTest {
  private static final long FRIDAY_0900 = Instant.parse("2026-11-20T08:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  private final Words words = new Words(ZoneId.of("Europe/Berlin"), FRIDAY_0900);

  @Test
  void momentsInASentenceAreToldInTheReadersZone() {
    assertEquals(
        "lt-1 has been silent since Fri 20 Nov 01:34, without a stop.",
        words.say("lt-1 has been silent since 2026-11-20T00:34:35Z, without a stop."));
    assertEquals("exe Mouse$1.exe (seen once)", words.say("exe Mouse$1.exe (seen once)"));
  }

  @Test
  void aRangeWithinAMinuteIsAMoment() {
    assertEquals("Fri 20 Nov 09:00", words.range(FRIDAY_0900, FRIDAY_0900 + 30_000));
    assertEquals("Fri 20 Nov 09:00–09:02", words.range(FRIDAY_0900, FRIDAY_0900 + 2 * MINUTE));
  }

  @Test
  void looksAtTheSameThingAreOneLine() {
    List<Looked> looks =
        words.looks(
            List.of(
                row(3, "access", "?from=2026-11-11&to=2026-11-24&rule=AC-01"),
                row(2, "finding", "WF-01 6149bbb3a2e9d45c8b79ea2536e419bb"),
                row(1, "access", "?from=2026-11-11&to=2026-11-24"),
                row(0, "day", "2026-11-19")));
    assertEquals(
        List.of(
            "access anomalies, 11 Nov to 24 Nov: 2",
            "a finding: Metronome input: 1",
            "the day Thu 19 Nov 2026: 1"),
        looks.stream().map(look -> look.what() + ": " + look.times()).toList());
    assertEquals(FRIDAY_0900 + 3 * MINUTE, looks.get(0).at());
  }

  private static AccessRow row(int minute, String page, String context) {
    long at = FRIDAY_0900 + minute * MINUTE;
    return new AccessRow(at, "ann", "ANALYST", "everyone", page, context, new UUID(0, 0));
  }
}
