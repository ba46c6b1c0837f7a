package dev.plainsight.detect;

/**
 * What a finding may be used for. The two have their own databases, readers and retention; crossing
 * needs a case.
 */
public enum Purpose {
  /** Apps and time: managers, for their own team. */
  ACTIVITY,
  /** Logons, elevation, the agent itself: security analysts. */
  SECURITY
}
