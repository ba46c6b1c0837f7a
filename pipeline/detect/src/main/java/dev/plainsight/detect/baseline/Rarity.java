package dev.plainsight.detect.baseline;

import dev.plainsight.detect.surroundings.Peers;

/**
 * How surprising a value is, in bits: -log2 of its probability for this person, smoothed by the
 * team's, the team's by the organisation's, and that by a floor. 10 bits are one time in a
 * thousand.
 *
 * <pre>
 * P(value | person) = (own + s P(value | team)) / (all own + s)       s = strength of the prior
 * P(value | team)   = (team's + s P(value | organisation)) / (all of the team's + s)
 * </pre>
 */
public final class Rarity {
  private static final double STRENGTH = 5;
  private static final double LOG_2 = StrictMath.log(2);

  private Rarity() {}

  /**
   * The bits of a value.
   *
   * @param own how often this person showed it, of {@code ownTotal}
   * @param ownCounted how many person-days of the team's may be this person's own
   * @param floor the probability of a value that nobody showed
   */
  public static double bits(
      double own,
      double ownTotal,
      Peers.Tally team,
      Peers.Tally all,
      String value,
      long ownCounted,
      double floor) {
    double everywhere =
        smoothed((double) all.ofOthers(value, ownCounted), (double) all.total(), floor);
    double inTeam =
        smoothed((double) team.ofOthers(value, ownCounted), (double) team.total(), everywhere);
    return -StrictMath.log(smoothed(own, ownTotal, inTeam)) / LOG_2;
  }

  /** A share, drawn towards what was believed before it was counted. */
  static double smoothed(double count, double total, double prior) {
    return (count + STRENGTH * prior) / (total + STRENGTH);
  }
}
