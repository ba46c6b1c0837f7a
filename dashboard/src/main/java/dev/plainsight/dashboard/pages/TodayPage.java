package dev.plainsight.dashboard.pages;

import dev.plainsight.store.read.Controls;
import dev.plainsight.store.read.Devices.Flow;
import dev.plainsight.store.read.Found;
import java.util.List;

/**
 * The first page. What a role may not read is empty here, not hidden by the template.
 *
 * @param open findings of the last 28 days that nobody decided on yet
 * @param latest the newest of them, by when they began
 * @param flow what arrived in the last hour, a minute each
 * @param problem of the daily round of evidence, for those who can mend it; empty where all is well
 */
public record TodayPage(
    long open,
    List<Found> latest,
    List<Change> changes,
    Fleet fleet,
    List<Flow> flow,
    List<Controls.Result> controls,
    String problem) {

  /** Findings of a rule that began yesterday and today. */
  public record Change(String rule, long yesterday, long today) {
    public long difference() {
      return today - yesterday;
    }
  }

  /** Events a minute over the last hour; 0 where nothing came. */
  public long eventsAMinute() {
    return flow.isEmpty() ? 0 : flow.stream().mapToLong(Flow::events).sum() / flow.size();
  }

  /** The worst p99 of the last hour, ms. */
  public long lagMs() {
    return (long) flow.stream().mapToDouble(Flow::lagMs).max().orElse(0);
  }

  public long exceptions() {
    return controls.stream().filter(result -> result.state().equals("exception")).count();
  }
}
