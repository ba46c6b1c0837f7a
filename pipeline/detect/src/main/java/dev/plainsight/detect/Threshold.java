package dev.plainsight.detect;

/**
 * A threshold as published.
 *
 * @param min and {@code max}: what a policy may set it to
 * @param unit empty for a bare number
 * @param source where the value comes from
 */
public record Threshold(double value, double min, double max, String unit, String source) {
  boolean allows(double wanted) {
    return wanted >= min && wanted <= max;
  }
}
