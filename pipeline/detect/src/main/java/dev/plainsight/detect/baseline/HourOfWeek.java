package dev.plainsight.detect.baseline;

import dev.plainsight.detect.surroundings.Peers;
import java.time.LocalDateTime;

/**
 * At which hours of the week someone usually is there: 168 counters of 2 bytes, packed into a text
 * of one character each. An hour counts once, however often something happens in it.
 *
 * @param counts a character an hour, Monday 00:00 first; empty: nothing yet
 * @param total the sum
 * @param hours that were counted since the beginning
 * @param lastHour the newest hour counted, since 1970, local time
 */
public record HourOfWeek(String counts, int total, int hours, long lastHour) {
  /** Nothing seen. */
  public static final HourOfWeek NONE = new HourOfWeek("", 0, 0, Long.MIN_VALUE);

  /** Hours in a week. */
  public static final int HOURS = 168;

  /** When the counters are halved: about half a year of full-time work. */
  static final int TOTAL_MAX = 1_000;

  private static final int WEEKDAYS = 5;

  /** The hour of the week of a local time, 0..167. */
  public static int of(LocalDateTime local) {
    return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
  }

  /** With this local time seen. */
  public HourOfWeek with(LocalDateTime local) {
    long hour = local.toLocalDate().toEpochDay() * 24 + local.getHour();
    if (hour == lastHour) {
      return this;
    }
    StringBuilder next = new StringBuilder(counts.isEmpty() ? "\0".repeat(HOURS) : counts);
    int at = of(local);
    next.setCharAt(at, (char) (next.charAt(at) + 1));
    int sum = total + 1;
    if (sum > TOTAL_MAX) {
      sum = 0;
      for (int i = 0; i < HOURS; i++) {
        next.setCharAt(i, (char) (next.charAt(i) / 2));
        sum += next.charAt(i);
      }
    }
    return new HourOfWeek(next.toString(), sum, hours + 1, hour);
  }

  /**
   * The bits of this local time. One's own week is smoothed by the hours beside it, by one's other
   * weekdays (or weekend days), then by the team and the organisation.
   */
  public double bits(LocalDateTime local, Peers.Tally team, Peers.Tally all) {
    int hour = of(local);
    double everywhere = Rarity.smoothed(around(all, hour), (double) all.total(), 1.0 / HOURS);
    double inTeam = Rarity.smoothed(around(team, hour), (double) team.total(), everywhere);
    double alike = Rarity.smoothed(alikeDays(hour), total, inTeam);
    return -StrictMath.log(Rarity.smoothed(around(hour), total, alike)) / StrictMath.log(2);
  }

  private double alikeDays(int hour) {
    int day = hour / 24;
    int from = day < WEEKDAYS ? 0 : WEEKDAYS;
    int to = day < WEEKDAYS ? WEEKDAYS : 7;
    double sum = 0;
    for (int other = from; other < to; other++) {
      sum += around(other * 24 + hour % 24);
    }
    return sum / (to - from);
  }

  /** The mean of an hour and those beside it. */
  private double around(int hour) {
    return (at(hour - 1) + at(hour) + at(hour + 1)) / 3.0;
  }

  private int at(int hour) {
    return counts.isEmpty() ? 0 : counts.charAt(Math.floorMod(hour, HOURS));
  }

  private static double around(Peers.Tally tally, int hour) {
    return (tally.of(name(hour - 1)) + tally.of(name(hour)) + tally.of(name(hour + 1))) / 3.0;
  }

  private static String name(int hour) {
    return Integer.toString(Math.floorMod(hour, HOURS));
  }
}
