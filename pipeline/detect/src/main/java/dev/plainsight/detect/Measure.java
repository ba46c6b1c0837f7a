package dev.plainsight.detect;

/**
 * One observed value beside its published threshold, as a reader sees it.
 *
 * @param name what was measured, such as {@code pause_cv}
 * @param observed the value, in {@code unit}
 * @param comparison how the rule compares: {@code <}, {@code <=}, {@code >}, {@code >=}, {@code =}
 * @param threshold the limit in force, in {@code unit}
 * @param unit such as {@code s}, {@code %}, {@code failures}; empty for a bare number
 * @param ownMedian the same person's usual value; NaN while not yet known
 * @param teamMedian the team's usual value; NaN while not yet known
 */
public record Measure(
    String name,
    double observed,
    String comparison,
    double threshold,
    String unit,
    double ownMedian,
    double teamMedian) {

  /** A measure with no usual values yet. */
  public static Measure of(
      String name, double observed, String comparison, double threshold, String unit) {
    return new Measure(name, observed, comparison, threshold, unit, Double.NaN, Double.NaN);
  }

  /** The same beside these usual values, where it does not have its own. */
  Measure beside(double own, double team) {
    return new Measure(
        name,
        observed,
        comparison,
        threshold,
        unit,
        Double.isNaN(ownMedian) ? own : ownMedian,
        Double.isNaN(teamMedian) ? team : teamMedian);
  }
}
