package dev.plainsight.store;

/**
 * That a canary was sent, or that its rule found it.
 *
 * @param day of the canary, days since 1970
 * @param at when, ms since 1970 UTC
 * @param ruleVersion of the rule book it was sent under; 0 where it tells of being found
 * @param mustBeFound whether the thresholds in force as it was sent find the published example
 * @param finding the id of the finding or case; empty where it tells of being sent
 */
public record CanaryRow(
    long day, String rule, long at, int ruleVersion, boolean mustBeFound, String finding) {
  public static CanaryRow sent(
      long day, String rule, long at, int ruleVersion, boolean mustBeFound) {
    return new CanaryRow(day, rule, at, ruleVersion, mustBeFound, "");
  }

  public static CanaryRow found(long day, String rule, long at, String finding) {
    return new CanaryRow(day, rule, at, 0, false, finding);
  }
}
