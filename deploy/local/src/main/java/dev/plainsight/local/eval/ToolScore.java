package dev.plainsight.local.eval;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.scenario.FakingTool;
import dev.plainsight.scenario.Workday;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a modelled tool is caught, and how soon: three hours of it, with several courses of
 * chance.
 *
 * @param rules that caught it
 * @param caught in how many of the {@link #RUNS} runs
 * @param minutesMax until it was told, in the slowest run that caught it; -1 where none did
 */
record ToolScore(FakingTool tool, Set<String> rules, int caught, double minutesMax) {
  static final int RUNS = 5;
  private static final int MINUTES_PLAYED = 180;

  boolean isCaught() {
    return caught == RUNS;
  }

  static List<ToolScore> all() {
    List<ToolScore> scores = new ArrayList<>();
    Progress progress = new Progress("tools", FakingTool.values().length);
    for (FakingTool tool : FakingTool.values()) {
      scores.add(of(tool));
      progress.step();
    }
    return scores;
  }

  static ToolScore of(FakingTool tool) {
    Set<String> rules = new TreeSet<>();
    int caught = 0;
    double minutesMax = -1;
    for (int seed = 0; seed < RUNS; seed++) {
      // Not on the minute, as nobody starts a tool on the minute.
      Workday day = Workday.workday("ada").seed(seed).at("09:03").away(37L * seed, SECONDS);
      long fromMs = day.nowMs();
      Fold fold = new Fold();
      for (ActivityEvent event :
          day.runs(tool, MINUTES_PLAYED, MINUTES).away(6, MINUTES).events()) {
        fold.add("laptop", event);
      }
      List<Fold.Told> told = fold.standing();
      told.forEach(each -> rules.add(each.finding().rule()));
      caught += told.isEmpty() ? 0 : 1;
      for (Fold.Told first : told.isEmpty() ? told : told.subList(0, 1)) {
        minutesMax = Math.max(minutesMax, (first.firstToldMs() - fromMs) / 60_000.0);
      }
    }
    return new ToolScore(tool, rules, caught, minutesMax);
  }
}
