package dev.plainsight.detect.risk;

import dev.plainsight.detect.Purpose;

/**
 * What one rule adds to a risk.
 *
 * @param rule such as {@code WF-01}
 * @param purpose who may read the findings behind it
 * @param findings how many of the rule went in
 * @param points decayed and capped, as of the moment of the risk
 * @param weight what the rank leaves of them: 1 for the largest, then less
 */
public record Contribution(
    String rule, Purpose purpose, int findings, double points, double weight) {
  /** What it adds to the sum. */
  public double share() {
    return points * weight;
  }
}
