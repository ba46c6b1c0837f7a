package dev.plainsight.dashboard.pages;

import dev.plainsight.detect.Severity;
import dev.plainsight.store.read.Devices.Coverage;
import dev.plainsight.store.read.People.Person;
import java.util.List;

/** The unusual activity report of a range. Lengths are ms. */
public record UnusualPage(
    Filters filters,
    long open,
    long oldestMs,
    long flaggedMs,
    long trackedMs,
    int peopleInScope,
    Coverage coverage,
    Bars bars,
    List<Heat> heat,
    List<Line> people,
    List<Person> choices) {

  /** One person's hours: per hour a level 0 to 5, or -1 where there is no data. */
  public record Heat(String person, String name, List<Cell> cells) {}

  /** One hour of the day, over the range. */
  public record Cell(int hour, int level, long flaggedMs) {
    /** The class of the cell's look. */
    public String look() {
      return level < 0 ? "heat-none" : "heat-" + level;
    }
  }

  /** One person with findings; {@code trend} is findings a day, the last 28 days of the range. */
  public record Line(
      String person,
      String name,
      String team,
      List<String> rules,
      long findings,
      Severity severity,
      long flaggedMs,
      long trackedMs,
      List<Long> trend,
      long lastAt) {
    public double percent() {
      return trackedMs == 0 ? Double.NaN : 100.0 * flaggedMs / trackedMs;
    }
  }

  public boolean partial() {
    return coverage.expected() > 0 && coverage.seen() < coverage.expected();
  }
}
