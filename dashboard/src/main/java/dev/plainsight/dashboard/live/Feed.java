package dev.plainsight.dashboard.live;

import dev.plainsight.detect.Purpose;
import dev.plainsight.store.read.Findings;
import dev.plainsight.store.read.Found;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * New findings of one purpose, each version once. Rows reach the store a little out of order, so
 * each look goes back behind the newest one seen.
 *
 * <pre>
 * found_at  ---x--x-x----x---|
 *                  |overlap--|newest
 * </pre>
 */
final class Feed {
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  /** What one look gives at most; see {@link Findings#since}. */
  private static final int PAGE = 500;

  private static final int REMEMBERED = 4 * PAGE;

  private final Findings findings;
  private final Purpose purpose;
  private final InstantSource clock;
  private final Set<String> seen =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });
  private long newest;
  private long from;

  Feed(Findings findings, Purpose purpose, InstantSource clock, long beforeMs) {
    this.findings = findings;
    this.purpose = purpose;
    this.clock = clock;
    this.newest = clock.millis() - beforeMs;
    this.from = newest;
  }

  /** What came since the last call. */
  List<Found> next() {
    List<Found> page = findings.since(purpose, Instant.ofEpochMilli(from));
    List<Found> fresh = new ArrayList<>();
    for (Found found : page) {
      newest = Math.max(newest, found.foundAt());
      if (seen.add(found.id() + ":" + found.version())) {
        fresh.add(found);
      }
    }
    newest =
        Math.min(newest, clock.millis()); // a clock ahead of ours must not hide what comes next
    boolean full = page.size() >= PAGE;
    from = full ? newest : Math.max(from, newest - OVERLAP.toMillis());
    return fresh;
  }
}
