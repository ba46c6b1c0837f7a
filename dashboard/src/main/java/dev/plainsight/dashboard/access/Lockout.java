package dev.plainsight.dashboard.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Refuses an account for a while after repeated failures, whoever tries. Kept in memory, for at
 * most {@value #NAMES_MAX} names: the oldest go first.
 *
 * <pre>
 * failures  x x x x x|----- locked 15 min -----|
 * </pre>
 */
final class Lockout {
  static final int FAILURES_MAX = 5;
  static final Duration LOCKED = Duration.ofMinutes(15);
  private static final int NAMES_MAX = 10_000;

  private final InstantSource clock;
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  Lockout(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean isLocked(String name) {
    Failures known = failures.get(name);
    if (known != null && clock.millis() - known.lastAt() > LOCKED.toMillis()) {
      failures.remove(name);
      return false;
    }
    return known != null && known.count() >= FAILURES_MAX;
  }

  synchronized void failed(String name) {
    Failures known = failures.remove(name);
    failures.put(name, new Failures(known == null ? 1 : known.count() + 1, clock.millis()));
    if (failures.size() > NAMES_MAX) {
      failures.remove(failures.keySet().iterator().next());
    }
  }

  synchronized void succeeded(String name) {
    failures.remove(name);
  }

  private record Failures(int count, long lastAt) {}
}
