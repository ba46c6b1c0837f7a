package dev.plainsight.detect.baseline;

/**
 * The usual size of a measure: exponentially weighted mean and mean absolute deviation, in 20
 * bytes. The first values weigh alike; from the tenth on each counts a tenth.
 *
 * @param deviation mean absolute deviation; about 0.8 of a standard deviation
 */
public record Level(double mean, double deviation, int n) {
  /** Nothing measured. */
  public static final Level NONE = new Level(0, 0, 0);

  private static final int MEMORY = 10;
  private static final double SIGMA = 1.2533;

  /**
   * With one more value. One beyond the limit counts as the limit: a single wild day moves the mean
   * little, a new habit moves it within weeks.
   */
  public Level with(double value, double limit) {
    double counted = Math.min(value, limit);
    double share = 1.0 / Math.min(n + 1, MEMORY);
    double nextMean = mean + share * (counted - mean);
    double nextDeviation = n == 0 ? 0 : deviation + share * (Math.abs(counted - mean) - deviation);
    return new Level(nextMean, nextDeviation, n + 1);
  }

  /**
   * The mean and so many standard deviations; a deviation is at least half a unit, so that someone
   * who never varied may vary by little.
   */
  public double limit(double sigmas) {
    return mean + sigmas * Math.max(0.5, SIGMA * deviation);
  }
}
