package dev.plainsight.local.eval;

import java.lang.management.ManagementFactory;

/**
 * So many events, and what they cost: time on the clock, and of that what one core spent. On a busy
 * machine only the second tells of the program.
 */
record Speed(long events, long wallNs, long cpuNs) {
  static final Speed NONE = new Speed(0, 0, 0);

  Speed plus(Speed more) {
    return new Speed(events + more.events, wallNs + more.wallNs, cpuNs + more.cpuNs);
  }

  /** Events a second of one core. */
  long perCpuSecond() {
    return Math.round(events * 1e9 / Math.max(1, cpuNs));
  }

  /** Events a second on the clock. */
  long perSecond() {
    return Math.round(events * 1e9 / Math.max(1, wallNs));
  }

  double cpuMicrosEach() {
    return cpuNs / 1e3 / Math.max(1, events);
  }

  /** Begins to measure, on this thread. */
  static Clock begin() {
    return new Clock(System.nanoTime(), cpuNow());
  }

  /** A measurement that goes on. */
  record Clock(long wallNs, long cpuNs) {
    Speed end(long events) {
      return new Speed(events, System.nanoTime() - wallNs, cpuNow() - cpuNs);
    }
  }

  private static long cpuNow() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
