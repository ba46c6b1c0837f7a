package dev.plainsight.store.read;

import dev.plainsight.store.Store;
import java.time.Instant;
import java.util.List;

/** What people did, by the hour and by the day. Times are ms since 1970 UTC. */
public interface Days {
  /** Time seen and at work, for each person of the roster, team or all. */
  List<Tracked> tracked(Asked asked);

  /** A person's slices, in order. */
  List<Slice> presence(View view, Instant from, Instant to);

  /** A person's input a minute, beside the usual of that minute and weekday. */
  List<Minute> minutes(View view, Instant from, Instant to);

  /** Logons by or as a person, in order. For the security purpose. */
  List<Attempt> logons(View view, Instant from, Instant to);

  static Days in(Store store) {
    return new StoredDays(store);
  }

  /**
   * Time of one person in an hour of the reader's day.
   *
   * @param seenMs the agent reported, whatever the state
   * @param trackedMs of it, active or idle
   */
  record Tracked(String person, int hour, long seenMs, long trackedMs) {}

  /** What was in front, and how it was used. */
  record Slice(
      long from,
      long to,
      String state,
      String app,
      String title,
      String domain,
      String deviceId,
      long keys,
      long clicks,
      long moves,
      boolean inCall,
      boolean remoteSession) {}

  /** Counts of one minute; the usual ones are -1 where there is no history. */
  record Minute(long at, long keys, long clicks, long moves, double usualKeys, double usualMoves) {}
}
