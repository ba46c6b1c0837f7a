package dev.plainsight.local.eval;

import dev.plainsight.detect.Dimension;
import dev.plainsight.scenario.Misdeed;
import dev.plainsight.scenario.Month;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A simulated month in figures: recall, precision, every miss, false findings, state, speed. */
final class MonthReport {
  /** The design's limit for what is usual for one entity. */
  private static final int BASELINE_BYTES_MAX = 4_096;

  private final Report report;
  private final MonthScore score;

  private MonthReport(Report report, MonthScore score) {
    this.report = report;
    this.score = score;
  }

  static void tell(Report report, MonthScore score) {
    MonthReport month = new MonthReport(report, score);
    Month made = score.world.month;
    report.title(
        "Month: %d simulated people, %d days, %d deeds, watched from the first day on"
            .formatted(made.staff().size(), made.days(), score.truth.size()));
    month.deeds();
    month.cases();
    month.honest();
    month.bytes();
    month.speed();
  }

  private void deeds() {
    Map<Misdeed, MonthReview.Seen> looks =
        MonthReview.firstLooks(score.truth, score.review.reviewed(), score.byId());
    NearMiss why = new NearMiss(score);
    Progress progress = new Progress("misses", Math.max(1, score.truth.size()));
    Map<String, Object> misses = new LinkedHashMap<>();
    for (Misdeed deed : score.truth) {
      MonthReview.Seen look = looks.get(deed);
      String what =
          look == null
              ? why.of(deed)
              : "found: case of risk %.0f, number %d of its day"
                  .formatted(look.candidate().risk(), look.rank());
      report.line("%s %s", look == null ? "-" : "+", deed.kind());
      report.wrapped(what);
      if (look == null) {
        misses.put(deed.kind(), what);
      }
      progress.step();
    }
    report.number("month_misses", misses);
    report.line("");
    report.figure("month_deeds", "deeds", score.truth.size());
    report.figure(
        "month_deeds_told",
        "of them told of by any finding",
        score.truth.stream().filter(deed -> !score.about(deed).isEmpty()).count());
    report.figure(
        "month_deeds_found",
        "found, looking at %d cases a day".formatted(MonthScore.CASES_A_DAY),
        looks.size());
    report.figure(
        "month_recall", "recall, %", 100.0 * looks.size() / Math.max(1, score.truth.size()));
    ranked();
  }

  /** The same looks, filled by risk alone: what RK-01's threshold costs. */
  private void ranked() {
    MonthReview ranked =
        new MonthReview(
                score.findings,
                score.book.rules().overriddenBy(Map.of("RK-01", Map.of("case_min", 10.0))))
            .run(score.fromMs(), score.world.month.days(), MonthScore.CASES_A_DAY);
    report.figure(
        "month_deeds_found_ranked",
        "found, were those looks filled whatever the risk",
        MonthReview.firstLooks(score.truth, ranked.reviewed(), score.byId()).size());
  }

  private void cases() {
    int days = score.world.month.days();
    int looked = score.review.reviewed().size();
    report.figure("month_cases", "cases", score.review.casesThereWere());
    report.figure(
        "month_cases_a_day", "cases a day", score.review.casesThereWere() / (double) days);
    report.figure("month_cases_looked_at", "looked at", looked);
    report.figure("month_cases_right", "of them about a deed", score.rightLooks());
    report.figure(
        "month_precision", "precision, %", 100.0 * score.rightLooks() / Math.max(1, looked));
  }

  private void honest() {
    double days = score.world.month.days();
    report.title("Findings about honest life, a day");
    score
        .aboutNothing()
        .forEach(
            (rule, count) -> {
              report.line("%-52s %.2f", rule, count / days);
              report.number("month_honest_a_day_" + rule, count / days);
            });
  }

  private void bytes() {
    report.title("State, bytes an entity at the end of the month (design: baselines <= 4,096)");
    report.line(
        "%-18s %9s %8s %8s %8s   %s",
        "", "entities", "median", "p99", "max", "baselines: p99, max");
    for (Dimension dimension : Dimension.values()) {
      List<Integer> states = score.sizes.states(dimension);
      if (!states.isEmpty()) {
        List<Integer> usual = score.sizes.baselines(dimension);
        String name = dimension.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        report.line(
            "%-18s %,9d %,8d %,8d %,8d   %,8d %,8d",
            name,
            states.size(),
            at(states, .5),
            at(states, .99),
            at(states, 1),
            at(usual, .99),
            at(usual, 1));
        report.number("month_state_bytes_median_" + dimension, at(states, .5));
        report.number("month_state_bytes_p99_" + dimension, at(states, .99));
        report.number("month_state_bytes_max_" + dimension, at(states, 1));
        report.number("month_baseline_bytes_max_" + dimension, at(usual, 1));
        report.number(
            "month_baselines_over_" + dimension,
            usual.stream().filter(bytes -> bytes > BASELINE_BYTES_MAX).count());
      }
    }
  }

  private static int at(List<Integer> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)));
  }

  private void speed() {
    Speed speed = score.speed;
    report.title("Speed of the month: all rules, peers published five times");
    report.figure("month_events", "events folded", speed.events());
    report.figure("month_cpu_s", "processor seconds of folding", speed.cpuNs() / 1e9);
    report.figure("month_fold_s", "seconds of folding, of all threads", speed.wallNs() / 1e9);
    report.figure("month_events_per_cpu_s", "events/s of processor time", speed.perCpuSecond());
  }
}
