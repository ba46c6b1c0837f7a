package dev.plainsight.agent.outbox;

/** A clock for waiting before a retry: events may live in another time than the machine. */
final class Ticks {
  private Ticks() {}

  static long nowMs() {
    return System.nanoTime() / 1_000_000;
  }
}
