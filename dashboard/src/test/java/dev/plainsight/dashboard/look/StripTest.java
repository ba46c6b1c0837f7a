package dev.plainsight.dashboard.look;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StripTest {
  private static final long NINE = 9 * 3_600_000;

  @Test
  void neighboursOfOneKindBecomeOneMark() {
    Strip strip = new Strip(0);
    strip.add(NINE, NINE + 60_000, "ACTIVE", "");
    strip.add(NINE + 60_000, NINE + 120_000, "ACTIVE", "");
    strip.add(NINE + 120_000, NINE + 150_000, "IDLE", "");
    strip.add(NINE + 600_000, NINE + 660_000, "IDLE", "");
    assertEquals(3, strip.marks().size());
    assertEquals(540.0, strip.marks().get(0).x());
    assertEquals(2.0, strip.marks().get(0).width());
  }

  @Test
  void wordsSayLengthsAndSharesHonestly() {
    Words words = new Words(java.time.ZoneId.of("Europe/Berlin"), NINE);
    assertEquals("7 h 05 min", words.length(7 * 3_600_000 + 5 * 60_000));
    assertEquals("99.9", words.percent(99.97));
    assertEquals("100", words.percent(100));
    assertEquals("–", words.percent(Double.NaN));
    assertEquals("10:00", words.time(NINE));
  }
}
