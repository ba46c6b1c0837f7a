package dev.plainsight.detect.surroundings;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What is usual in each team and in the organisation: a snapshot, computed once a day from the
 * store and published under a version, so that every fold of the same version sees the same. It
 * counts person-days: a value that one person shows a hundred times a day counts once.
 *
 * @param version such as {@code 2026-03-02}; empty: there is no snapshot
 * @param seen by group (a team; {@link #ORGANISATION}), then by kind of value
 * @param medians by group (also {@link #person}), then by rule and measure, such as {@code AC-04
 *     failures}
 */
public record Peers(
    String version,
    Map<String, Map<String, Tally>> seen,
    Map<String, Map<String, Double>> medians) {
  /** The group that everyone is in. */
  public static final String ORGANISATION = "";

  /** The group of one person alone, by account: what is usual for them. */
  public static String person(String account) {
    return "person:" + account;
  }

  private static final long DAY_MS = 86_400_000;
  private static final int DATE_LENGTH = 10;

  /** No snapshot. */
  public static final Peers NONE = new Peers("", Map.of(), Map.of());

  /**
   * How often values of one kind were seen.
   *
   * @param total of all values, in person-days; at least the sum of those listed
   * @param of by value; rare ones may have been left out
   */
  public record Tally(long total, Map<String, Long> of) {
    static final Tally NONE = new Tally(0, Map.of());

    public Tally {
      of.values().forEach(Objects::requireNonNull);
      of = Collections.unmodifiableMap(new TreeMap<>(of));
    }

    public long of(String value) {
      return of.getOrDefault(value, 0L);
    }

    /** How often others showed it, where so many of its days may be one's own. */
    public long ofOthers(String value, long own) {
      return Math.max(0, of(value) - own);
    }
  }

  public Peers {
    seen = sorted(seen);
    medians = sorted(medians);
  }

  private static <V> Map<String, Map<String, V>> sorted(Map<String, Map<String, V>> groups) {
    Map<String, Map<String, V>> sorted = new TreeMap<>();
    groups.forEach(
        (group, values) -> {
          values.values().forEach(Objects::requireNonNull);
          sorted.put(group, Collections.unmodifiableMap(new TreeMap<>(values)));
        });
    return Collections.unmodifiableMap(sorted);
  }

  /**
   * On how many days from this moment on the snapshot counted: as many person-days of what somebody
   * does then for the first time may be that person's own.
   *
   * <pre>
   * days      1  2  3  4  5  6 | snapshot of day 7
   * someone            x  x  x |   new on day 4: up to 3 of its person-days are one's own
   * </pre>
   */
  public long daysCountedSince(long atMs) {
    try {
      // A second snapshot of a day is called 2026-03-02.2.
      String day = version.substring(0, Math.min(version.length(), DATE_LENGTH));
      long published = day.isEmpty() ? 0 : LocalDate.parse(day).toEpochDay();
      return Math.max(0, published - Math.floorDiv(atMs, DAY_MS));
    } catch (DateTimeParseException e) {
      return 0; // a version that is no date tells nothing of its days
    }
  }

  /** How often values of this kind were seen in the group. */
  public Tally tally(String group, String kind) {
    return seen.getOrDefault(group, Map.of()).getOrDefault(kind, Tally.NONE);
  }

  /** The group's median of a rule's measure; NaN where it is not known. */
  public double median(String group, String rule, String measure) {
    return medians.getOrDefault(group, Map.of()).getOrDefault(rule + " " + measure, Double.NaN);
  }
}
