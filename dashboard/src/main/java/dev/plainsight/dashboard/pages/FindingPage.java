package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.look.Benign;
import dev.plainsight.dashboard.look.Charts;
import dev.plainsight.dashboard.look.Strip;
import dev.plainsight.store.read.Days.Minute;
import dev.plainsight.store.read.Days.Slice;
import dev.plainsight.store.read.Found;
import dev.plainsight.store.read.People.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One finding on activity, with the minutes before, during and after it. */
public record FindingPage(
    Person person,
    Found found,
    long from,
    long to,
    List<Minute> minutes,
    DayPage.Lane states,
    DayPage.Apps apps,
    List<Benign> benign) {

  static FindingPage of(
      Person person,
      Found found,
      Instant from,
      Instant to,
      List<Slice> slices,
      List<Minute> minutes) {
    Strip states = new Strip(from.toEpochMilli());
    slices.forEach(s -> states.add(s.from(), s.to(), s.state(), ""));
    return new FindingPage(
        person,
        found,
        from.toEpochMilli(),
        to.toEpochMilli(),
        minutes,
        new DayPage.Lane(found.deviceId(), states.marks()),
        DayPage.Apps.of(slices, from.toEpochMilli()),
        Benign.of(found));
  }

  /** Whether anything usual is known to compare with. */
  public boolean hasUsual() {
    return found.measures().stream()
        .anyMatch(m -> !Double.isNaN(m.ownMedian()) || !Double.isNaN(m.teamMedian()));
  }

  /** The width of the strips, minutes. */
  public long span() {
    return (to - from) / 60_000;
  }

  /** For the browser: a line each for keys, clicks and moves; null where no slice came. */
  public String json() {
    List<List<?>> points = new ArrayList<>();
    long next = from;
    for (Minute minute : minutes) {
      if (minute.at() > next) {
        points.add(Arrays.asList(next, null, null, null, null));
      }
      Double usual = minute.usualKeys() < 0 ? null : minute.usualKeys();
      points.add(Arrays.asList(minute.at(), minute.keys(), minute.clicks(), minute.moves(), usual));
      next = minute.at() + 60_000;
    }
    return Charts.json(
        java.util.Map.of(
            "from",
            from,
            "to",
            to,
            "started",
            found.startedAt(),
            "ended",
            found.endedAt(),
            "points",
            points));
  }
}
