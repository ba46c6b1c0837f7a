package dev.plainsight.detect.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The values someone usually shows (devices, sources, countries), in days and decayed: a value
 * counts once a day, and half as much two months later. The {@link #VALUES_MAX} weightiest are
 * kept.
 *
 * @param values in the order of their first day
 * @param weight of all days, decayed; also of values no longer kept
 * @param days on which any value was seen, not decayed
 * @param firstDay since 1970; meaningless while {@code days} is 0
 * @param lastDay the newest day
 */
public record Habit(List<Seen> values, double weight, int days, long firstDay, long lastDay) {
  /** Nothing seen. */
  public static final Habit NONE = new Habit(List.of(), 0, 0, 0, Long.MIN_VALUE);

  public static final int VALUES_MAX = 24;

  /** Longer values are cut: 24 of them must fit into 4 KB. */
  static final int VALUE_LENGTH_MAX = 64;

  private static final double HALF_LIFE_DAYS = 60;
  private static final long DAY_MS = 86_400_000;

  /**
   * One value.
   *
   * @param weight days on which it was seen, decayed to {@code lastDay}
   * @param days on which it was seen, not decayed
   */
  public record Seen(String value, double weight, int days, long lastDay) {}

  /** With this value seen at that time; events come in order. */
  public Habit with(String value, long atMs) {
    long day = Math.floorDiv(atMs, DAY_MS);
    String kept = cut(value);
    int at = indexOf(kept);
    if (at >= 0 && values.get(at).lastDay() == day) {
      return this;
    }
    List<Seen> next = new ArrayList<>(values);
    if (at >= 0) {
      Seen seen = next.get(at);
      next.set(
          at,
          new Seen(kept, decayed(seen.weight(), seen.lastDay(), day) + 1, seen.days() + 1, day));
    } else {
      next.add(new Seen(kept, 1, 1, day));
      dropLightest(next, day);
    }
    boolean newDay = day != lastDay;
    double total = days == 0 ? 0 : decayed(weight, lastDay, day);
    return new Habit(
        next,
        newDay ? total + 1 : total,
        newDay ? days + 1 : days,
        days == 0 ? day : firstDay,
        day);
  }

  private static void dropLightest(List<Seen> seen, long day) {
    if (seen.size() > VALUES_MAX) {
      seen.stream()
          .limit(VALUES_MAX) // never the one that just came
          .min(Comparator.comparingDouble(each -> decayed(each.weight(), each.lastDay(), day)))
          .ifPresent(seen::remove);
    }
  }

  private static double decayed(double weight, long since, long now) {
    return weight * StrictMath.pow(0.5, (now - since) / HALF_LIFE_DAYS);
  }

  private static String cut(String value) {
    return value.length() <= VALUE_LENGTH_MAX ? value : value.substring(0, VALUE_LENGTH_MAX);
  }

  private int indexOf(String cutValue) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).value().equals(cutValue)) {
        return i;
      }
    }
    return -1;
  }

  /** Days on which the value was seen, decayed to that time. */
  public double weightOf(String value, long atMs) {
    int at = indexOf(cut(value));
    return at < 0
        ? 0
        : decayed(values.get(at).weight(), values.get(at).lastDay(), Math.floorDiv(atMs, DAY_MS));
  }

  /** All days, decayed to that time. */
  public double weightAt(long atMs) {
    return days == 0 ? 0 : decayed(weight, lastDay, Math.floorDiv(atMs, DAY_MS));
  }

  /** Days on which the value was seen, whenever. */
  public int daysOf(String value) {
    int at = indexOf(cut(value));
    return at < 0 ? 0 : values.get(at).days();
  }

  /** Whether the value was seen in so many days before that time. */
  public boolean knows(String value, long atMs, double withinDays) {
    int at = indexOf(cut(value));
    return at >= 0 && Math.floorDiv(atMs, DAY_MS) - values.get(at).lastDay() <= withinDays;
  }

  /** Whether so many days have passed since the first one. */
  public boolean hasLearned(double learningDays, long atMs) {
    return days > 0 && Math.floorDiv(atMs, DAY_MS) - firstDay >= learningDays;
  }
}
