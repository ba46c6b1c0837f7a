package dev.plainsight.scenario;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.plainsight.contract.avro.ActivityEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One colleague's day: arrives, works in stretches with breaks, meetings and lunch, leaves; now and
 * then an evening. The same seed and date always give the same day.
 */
final class OfficeDay {
  private static final long MINUTE_MS = 60_000;
  private static final double ABSENT = .04;
  private static final double LATE_EVENING = .05;
  private static final double FEIGNING = .4;

  private final Colleague colleague;
  private final Trait trait;
  private final Calendar calendar;
  private final LocalDate date;
  private final SplittableRandom random;
  private final Workday day;
  private final List<Episode> episodes = new ArrayList<>();

  OfficeDay(long seed, Colleague colleague, Trait trait, Calendar calendar, LocalDate date) {
    this.colleague = colleague;
    this.trait = trait;
    this.calendar = calendar;
    this.date = date;
    long own = seed * 31 + colleague.deviceId().hashCode();
    this.random = new SplittableRandom(own * 1_000_003 + date.toEpochDay());
    double typing = .35 + new SplittableRandom(own).nextDouble() * .35;
    this.day =
        Workday.workday(colleague.account())
            .on(date, colleague.zone())
            .chance(random.split())
            .typing(typing);
  }

  /** All of the day's events. */
  List<ActivityEvent> events() {
    tell();
    return day.events();
  }

  /** What there is to be found in it. */
  List<Episode> episodes() {
    tell();
    return episodes;
  }

  private void tell() {
    if (trait == Trait.STOLEN && date.equals(calendar.theftNight())) {
      theft();
      return;
    }
    boolean gone = trait == Trait.STOLEN && date.isAfter(calendar.theftNight());
    boolean special = calendar.mustWork(trait, date);
    if (!gone && (special || (isWorkday() && random.nextDouble() >= ABSENT))) {
      workday();
    }
  }

  private boolean isWorkday() {
    DayOfWeek weekday = date.getDayOfWeek();
    return colleague.weekend()
        ? weekday != DayOfWeek.THURSDAY && weekday != DayOfWeek.FRIDAY
        : weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY;
  }

  private long ms(int hour, int minute) {
    return date.atTime(hour, minute).atZone(colleague.zone()).toInstant().toEpochMilli();
  }

  private void workday() {
    long startMs =
        date.atTime(colleague.shiftStart()).atZone(colleague.zone()).toInstant().toEpochMilli();
    long lunchMs = startMs + (195 + random.nextInt(60)) * MINUTE_MS;
    long endMs = startMs + (8 * 60 + random.nextInt(60)) * MINUTE_MS + 15 * MINUTE_MS;
    arrive(startMs + (random.nextInt(25) - 10) * MINUTE_MS + random.nextInt(60_000));
    workUntil(lunchMs);
    day.locks(30 + random.nextInt(30), MINUTES);
    if (trait == Trait.SILENT && date.equals(calendar.silentDay())) {
      workUntil(day.nowMs() + 40 * MINUTE_MS);
      day.goesSilent();
      found("silent device", day.nowMs(), day.nowMs() + 16 * 60 * MINUTE_MS, "AG-01");
      return;
    }
    if (trait.feigns() && (random.nextDouble() < FEIGNING || calendar.mustWork(trait, date))) {
      feign();
    }
    workUntil(endMs);
    if (random.nextDouble() < LATE_EVENING) {
      day.locks(120, MINUTES);
      workUntil(day.nowMs() + 90 * MINUTE_MS);
    }
    day.logsOff();
    day.at(day.nowMs() + 20_000).shutsDown();
  }

  private void arrive(long atMs) {
    day.at(atMs).boots().at(atMs + 40_000);
    if (random.nextInt(10) == 0) {
      day.mistypes(1 + random.nextInt(2), 6);
    }
    day.logsOn();
    if (random.nextInt(12) == 0) {
      day.plugs("mouse", "046d:c077");
    }
    for (String exe : Apps.executables(colleague.team())) {
      day.at(day.nowMs() + 2_000 + random.nextInt(9_000)).starts(exe);
    }
  }

  private void workUntil(long endMs) {
    while (day.nowMs() < endMs) {
      double what = random.nextDouble();
      if (what < .05) {
        day.locks(4 + random.nextInt(12), MINUTES);
      } else if (what < .09) {
        day.away(2 + random.nextInt(7), MINUTES);
      } else if (what < .105) {
        day.meets(15L * (1 + random.nextInt(4)), MINUTES);
      } else if (what < .17) {
        day.opens(Apps.any(colleague.team(), random)).reads(3 + random.nextInt(9), MINUTES);
      } else {
        day.opens(Apps.any(colleague.team(), random)).works(45 + random.nextInt(480), SECONDS);
      }
      if (what > .99 && colleague.team().equals("Operations")) {
        day.elevates("%064x".formatted(random.nextInt(8)));
      }
    }
  }

  private void feign() {
    FakingTool tool = tool();
    if (trait == Trait.JIGGLER) {
      day.starts("/home/" + colleague.account() + "/Downloads/MouseJiggler.exe");
      found("known tool", day.nowMs(), day.nowMs(), "WF-10");
    }
    long fromMs = day.nowMs();
    long minutes = tool == FakingTool.BOARD_SLOW ? 150 : 50 + random.nextInt(80);
    day.runs(tool, minutes, MINUTES);
    String rule = tool == FakingTool.BOARD_SLOW ? "WF-02" : "WF-01";
    found(tool.name(), fromMs, day.nowMs(), rule);
  }

  private FakingTool tool() {
    @Nullable FakingTool tool = trait.tool();
    return tool == null ? FakingTool.JIGGLER : tool;
  }

  /** At night the laptop is opened by somebody else, who gets in at the seventh try. */
  private void theft() {
    long fromMs = ms(2, 10);
    day.at(fromMs).boots().at(fromMs + 50_000).mistypes(6, 25);
    day.logsOn().starts("/usr/bin/firefox").opens("nautilus", "Files");
    day.works(12, MINUTES).plugs("storage", "0781:5581").works(9, MINUTES).goesSilent();
    found("stolen laptop", fromMs, day.nowMs(), "AC-02");
  }

  private void found(String kind, long fromMs, long toMs, String rule) {
    episodes.add(
        new Episode(
            kind,
            colleague.account(),
            colleague.deviceId(),
            Instant.ofEpochMilli(fromMs),
            Instant.ofEpochMilli(toMs),
            rule));
  }
}
