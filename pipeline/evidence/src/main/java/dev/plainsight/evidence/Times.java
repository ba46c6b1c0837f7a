package dev.plainsight.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moments as text: UTC with milliseconds; what is not known (-1) is empty. */
public final class Times {
  public static final long DAY_MS = 24L * 60 * 60 * 1000;
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  public static String text(long ms) {
    return ms == -1 ? "" : FORM.format(Instant.ofEpochMilli(ms));
  }

  public static long ms(String text) {
    return text.isEmpty() ? -1 : Instant.parse(text).toEpochMilli();
  }

  /** The first moment of a day, ms since 1970 UTC. */
  public static long start(LocalDate day) {
    return day.toEpochDay() * DAY_MS;
  }

  public static LocalDate day(long ms) {
    return LocalDate.ofEpochDay(Math.floorDiv(ms, DAY_MS));
  }
}
