package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.Presence;

/**
 * Pauses of a hand, as sums that add up over any set of slices.
 *
 * @param sumSq of the lengths, ms^2
 */
public record Pauses(int n, long sumMs, double sumSq) {
  static final Pauses NONE = new Pauses(0, 0, 0);

  static Pauses of(Presence slice) {
    return new Pauses(slice.getGapN(), slice.getGapSumMs(), slice.getGapSumSq());
  }

  static Pauses one(long lengthMs) {
    return new Pauses(1, lengthMs, (double) lengthMs * lengthMs);
  }

  Pauses plus(Pauses more) {
    return new Pauses(n + more.n, sumMs + more.sumMs, sumSq + more.sumSq);
  }

  /** Coefficient of variation: standard deviation by mean. People's is high, a machine's is low. */
  double cv() {
    if (sumMs == 0) {
      return 0;
    }
    double mean = (double) sumMs / n;
    return Math.sqrt(Math.max(0, sumSq / n - mean * mean)) / mean;
  }
}
