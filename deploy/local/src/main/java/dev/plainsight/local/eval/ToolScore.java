package dev.plainsight.local.eval;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.scenario.FakingTool;
import dev.plainsight.scenario.Hand;
import dev.plainsight.scenario.Workday;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Whether a modelled tool is caught, and how soon: three hours of it, with several courses of
 * chance.
 *
 * @param rules that caught it
 * @param caught in how many of the {@code runs}
 * @param minutesMax until it was told, in the slowest run that caught it; -1 where none did
 */
record ToolScore(FakingTool tool, Set<String> rules, int runs, int caught, double minutesMax) {
  static final int RUNS = 5;
  static final int VARIANTS = 200;
  private static final double JITTER = .2;
  private static final int MINUTES_PLAYED = 180;

  boolean isCaught() {
    return caught == runs;
  }

  static List<ToolScore> all() {
    return all("tools", RUNS, 0);
  }

  /** Each tool so many times, each time with all its parameters off by up to 20 %. */
  static List<ToolScore> jittered(int variants) {
    return all("variants", variants, JITTER);
  }

  private static List<ToolScore> all(String what, int runs, double jitter) {
    List<ToolScore> scores = new ArrayList<>();
    Progress progress = new Progress(what, FakingTool.values().length);
    for (FakingTool tool : FakingTool.values()) {
      scores.add(of(tool, runs, jitter));
      progress.step();
    }
    return scores;
  }

  private static ToolScore of(FakingTool tool, int runs, double jitter) {
    Set<String> rules = new TreeSet<>();
    int caught = 0;
    double minutesMax = -1;
    for (int seed = 0; seed < runs; seed++) {
      // Not on the minute, as nobody starts a tool on the minute.
      Workday day = Workday.workday("ada").seed(seed).at("09:03").away(37L * seed % 600, SECONDS);
      long fromMs = day.nowMs();
      Hand hand = tool.variant(new SplittableRandom(seed), jitter);
      Fold fold = Fold.eventByEvent();
      for (ActivityEvent event :
          day.plays(hand, MINUTES_PLAYED, MINUTES).away(6, MINUTES).events()) {
        fold.add("laptop", event);
      }
      List<Fold.Told> told =
          fold.standing().stream()
              .filter(each -> each.finding().rule().startsWith("WF"))
              .sorted(Comparator.comparingLong(Fold.Told::firstToldMs))
              .toList();
      told.forEach(each -> rules.add(each.finding().rule()));
      caught += told.isEmpty() ? 0 : 1;
      for (Fold.Told first : told.isEmpty() ? told : told.subList(0, 1)) {
        minutesMax = Math.max(minutesMax, (first.firstToldMs() - fromMs) / 60_000.0);
      }
    }
    return new ToolScore(tool, rules, runs, caught, minutesMax);
  }
}
