package dev.plainsight.evidence;

import dev.plainsight.detect.Finding;

/**
 * One version of a finding and when it was found, ms since 1970 UTC.
 *
 * <p>The time is not part of what is sealed: a finding is a function of the events, and a job that
 * restarts finds it again. That it was known by a day, that day's seal proves.
 */
public record FoundFinding(Finding finding, long foundAt) {

  /** {@code id/version}: its name among the leaves of a day. */
  public String key() {
    return finding.id() + "/" + finding.version();
  }
}
