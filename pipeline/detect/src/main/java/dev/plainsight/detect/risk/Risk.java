package dev.plainsight.detect.risk;

import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One number for each rule, decayed and capped, summed so that the largest counts whole and the
 * others less and less: a crowd of small findings does not outweigh one that matters.
 *
 * <pre>
 * points   WF-01 |\__        |\__           each finding adds; half is gone after a half-life
 *          AC-01      |\____________
 * risk   = r1/1^p + r2/2^p + r3/3^p ...     r1 the largest, p the weight's power
 * </pre>
 */
final class Risk {
  private static final double HOUR_MS = 3_600_000;

  private record Level(double points, long atMs, int findings, Purpose purpose) {}

  private final Rule rule;
  private final Map<String, Level> levels = new TreeMap<>();

  /**
   * @param rule RK-01, which publishes points, half-lives and caps
   */
  Risk(Rule rule) {
    this.rule = rule;
  }

  /** Enters a finding; they come in the order of their ends. */
  void enter(Finding finding) {
    Level before =
        levels.getOrDefault(finding.rule(), new Level(0, finding.endedAt(), 0, finding.purpose()));
    double points = decayed(finding.rule(), before, finding.endedAt()) + points(finding);
    levels.put(
        finding.rule(),
        new Level(
            Math.min(points, rule.threshold("cap")),
            finding.endedAt(),
            before.findings() + 1,
            finding.purpose()));
  }

  /** What each rule adds at this moment, the largest first. */
  List<Contribution> at(long atMs) {
    List<Contribution> points = new ArrayList<>();
    levels.forEach(
        (id, level) ->
            points.add(
                new Contribution(
                    id, level.purpose(), level.findings(), decayed(id, level, atMs), 1)));
    points.sort(
        Comparator.comparingDouble(Contribution::points)
            .reversed()
            .thenComparing(Contribution::rule));
    List<Contribution> weighed = new ArrayList<>();
    for (Contribution each : points) {
      double weight = 1 / Math.pow(weighed.size() + 1.0, rule.threshold("weight_power"));
      weighed.add(
          new Contribution(each.rule(), each.purpose(), each.findings(), each.points(), weight));
    }
    return weighed;
  }

  /** The sum, with the bonus where findings of several kinds meet. */
  double total(List<Contribution> contributions) {
    double sum = contributions.stream().mapToDouble(Contribution::share).sum();
    long kinds =
        contributions.stream()
            .filter(each -> each.points() >= rule.threshold("low_points") / 2)
            .map(each -> each.rule().substring(0, 2))
            .distinct()
            .count();
    return kinds >= rule.threshold("kinds_min") ? sum + rule.threshold("kinds_bonus") : sum;
  }

  private double decayed(String ruleId, Level level, long atMs) {
    double halfLifeMs = rule.threshold(halfLife(ruleId)) * HOUR_MS;
    return level.points() * Math.pow(0.5, Math.max(0, atMs - level.atMs()) / halfLifeMs);
  }

  private static String halfLife(String ruleId) {
    return switch (ruleId.substring(0, 2)) {
      case "WF" -> "half_life_work_h";
      case "AG" -> "half_life_agent_h";
      default -> "half_life_access_h";
    };
  }

  private double points(Finding finding) {
    return switch (finding.severity()) {
      case INFO -> 0;
      case LOW -> rule.threshold("low_points");
      case MEDIUM -> rule.threshold("medium_points");
      case HIGH -> rule.threshold("high_points");
    };
  }
}
