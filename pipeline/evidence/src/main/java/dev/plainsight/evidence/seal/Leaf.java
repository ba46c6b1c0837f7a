package dev.plainsight.evidence.seal;

import java.time.LocalDate;

/**
 * One place in the tree of a day.
 *
 * @param kind {@code day}, {@code batch}, {@code run} or {@code finding}
 * @param key the record's name within its kind
 * @param salt 32 random bytes, kept beside the record; 32 zeros once erased
 */
public record Leaf(
    LocalDate day, long position, String kind, String key, byte[] salt, byte[] hash) {
  public static final String DAY = "day";
  public static final String BATCH = "batch";
  public static final String RUN = "run";
  public static final String FINDING = "finding";
}
