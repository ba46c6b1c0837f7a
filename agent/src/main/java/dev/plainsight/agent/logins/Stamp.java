package dev.plainsight.agent.logins;

/** A time as a log gives it. */
sealed interface Stamp {
  /** Complete: ms since 1970 UTC. */
  record Full(long ms) implements Stamp {}

  /** Of an unnamed year and zone. */
  record Yearless(int month, int day, int hour, int minute, int second) implements Stamp {}
}
