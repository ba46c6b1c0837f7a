package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.look.Strip;
import dev.plainsight.store.AccessRow;
import dev.plainsight.store.read.Attempt;
import dev.plainsight.store.read.Days.Slice;
import dev.plainsight.store.read.Found;
import dev.plainsight.store.read.People.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A person's day. What a role may not read is empty here: apps and states for the security purpose,
 * logons for the activity purpose.
 *
 * @param base the address of this person's days, without the day
 * @param minutes the day's length: 1,440, but for the two days when clocks change
 * @param shift what of the person's shifts, by their own clock, falls on the reader's day
 */
public record DayPage(
    Person person,
    String base,
    LocalDate day,
    LocalDate today,
    long start,
    long minutes,
    List<Strip.Mark> shift,
    List<Lane> lanes,
    Apps apps,
    Totals totals,
    List<Found> findings,
    List<Strip.Mark> findingMarks,
    List<Attempt> logons,
    List<Strip.Mark> logonMarks,
    boolean activity,
    boolean security,
    List<AccessRow> looks) {

  /** The states of one device along the day. */
  public record Lane(String device, List<Strip.Mark> marks) {}

  /** How long in each state, ms; and the first and last activity, 0 for none. */
  public record Totals(
      long activeMs, long idleMs, long lockedMs, long awayMs, long firstAt, long lastAt) {
    static Totals of(List<Slice> slices) {
      List<Slice> active = slices.stream().filter(s -> s.state().equals("ACTIVE")).toList();
      return new Totals(
          sum(slices, "ACTIVE"),
          sum(slices, "IDLE"),
          sum(slices, "LOCKED"),
          sum(slices, "AWAY"),
          active.stream().mapToLong(Slice::from).min().orElse(0),
          active.stream().mapToLong(Slice::to).max().orElse(0));
    }

    private static long sum(List<Slice> slices, String state) {
      return slices.stream()
          .filter(s -> s.state().equals(state))
          .mapToLong(s -> s.to() - s.from())
          .sum();
    }
  }

  /** Apps in front: along the day, and in sum, the longest first. */
  public record Apps(List<Strip.Mark> marks, List<App> totals) {
    private static final int COLOURS = 6;
    private static final int SHOWN = 12;

    /** How long an app was in front while the person was active. */
    public record App(String name, String kind, long ms, String title) {}

    static Apps of(List<Slice> slices, long start) {
      List<Slice> active =
          slices.stream()
              .filter(s -> s.state().equals("ACTIVE"))
              .filter(s -> !s.app().isEmpty())
              .toList();
      Map<String, Long> byApp = new LinkedHashMap<>();
      Map<String, Map<String, Long>> titles = new LinkedHashMap<>();
      for (Slice slice : active) {
        byApp.merge(slice.app(), slice.to() - slice.from(), Long::sum);
        titles
            .computeIfAbsent(slice.app(), app -> new LinkedHashMap<>())
            .merge(slice.title(), slice.to() - slice.from(), Long::sum);
      }
      List<App> totals = new ArrayList<>();
      byApp.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .forEach(
              entry ->
                  totals.add(
                      new App(
                          entry.getKey(),
                          totals.size() < COLOURS ? "a" + totals.size() : "ax",
                          entry.getValue(),
                          most(titles.getOrDefault(entry.getKey(), Map.of())))));
      Map<String, String> kinds = new LinkedHashMap<>();
      totals.forEach(app -> kinds.put(app.name(), app.kind()));
      Strip strip = new Strip(start);
      active.forEach(s -> strip.add(s.from(), s.to(), kinds.getOrDefault(s.app(), "ax"), s.app()));
      return new Apps(strip.marks(), totals.stream().limit(SHOWN).toList());
    }

    private static String most(Map<String, Long> titles) {
      return titles.entrySet().stream()
          .max(Comparator.comparingLong(Map.Entry::getValue))
          .map(Map.Entry::getKey)
          .orElse("");
    }
  }

  public boolean hasData() {
    return !lanes.isEmpty() || !logons.isEmpty() || !findings.isEmpty();
  }
}
