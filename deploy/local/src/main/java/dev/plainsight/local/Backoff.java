package dev.plainsight.local;

/**
 * How long to wait before a part is started again.
 *
 * <pre>
 * crash  x 1s x 2s x 4s x 8s ... 30s      healthy for a minute: from 1 s again
 * </pre>
 */
final class Backoff {
  static final long FIRST_MS = 1_000;
  static final long MOST_MS = 30_000;
  static final long HEALTHY_MS = 60_000;
  private long nextMs = FIRST_MS;

  /** The wait after a run of this length. */
  long afterRunOf(long ranMs) {
    if (ranMs >= HEALTHY_MS) {
      nextMs = FIRST_MS;
    }
    long waitMs = nextMs;
    nextMs = Math.min(MOST_MS, nextMs * 2);
    return waitMs;
  }
}
