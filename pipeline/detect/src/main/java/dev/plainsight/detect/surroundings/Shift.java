package dev.plainsight.detect.surroundings;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of the week in which someone is expected to work, by the clock on their wall.
 *
 * <pre>
 * Mon-Fri 08:00-17:00     |  [=======]  |  [=======]  |
 * Mon-Thu 22:00-06:00     |===       [==|===       [==|  goes on into the next morning
 * </pre>
 *
 * @param firstDay and {@code lastDay}: 1 is Monday, 7 Sunday; both included
 * @param fromMinute of the day
 * @param toMinute of the day, not included; at or before {@code fromMinute}: of the next day
 */
public record Shift(int firstDay, int lastDay, int fromMinute, int toMinute) {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern TEXT =
      Pattern.compile(
          "(?i)(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))?"
              + " +([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");

  /**
   * A shift from text such as {@code Mon-Fri 08:00-17:00}.
   *
   * @throws IllegalArgumentException where the text is none
   */
  public static Shift parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text.strip() + "' is no shift; write it like Mon-Fri 08:00-17:00");
    }
    int first = day(parts.group(1));
    int last = parts.group(2) == null ? first : day(parts.group(2));
    return new Shift(
        first,
        last,
        minute(parts.group(3), parts.group(4)),
        minute(parts.group(5), parts.group(6)));
  }

  private static int day(String name) {
    return DAYS.indexOf(name.toLowerCase(Locale.ROOT)) + 1;
  }

  private static int minute(String hour, String minute) {
    return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
  }

  /** Whether this moment lies in the shift, or at most so many minutes before or after it. */
  public boolean holds(LocalDateTime local, int graceMinutes) {
    int day = local.getDayOfWeek().getValue();
    int minute = local.getHour() * 60 + local.getMinute();
    int length = Math.floorMod(toMinute - fromMinute - 1, 1_440) + 1;
    for (int back = -1; back <= 1; back++) {
      int since = minute - fromMinute + back * 1_440;
      boolean inside = since >= -graceMinutes && since < length + graceMinutes;
      if (inside && isDay(Math.floorMod(day - 1 - back, 7) + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDay(int day) {
    return firstDay <= lastDay
        ? day >= firstDay && day <= lastDay
        : day >= firstDay || day <= lastDay;
  }
}
