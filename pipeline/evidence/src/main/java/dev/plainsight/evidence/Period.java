package dev.plainsight.evidence;

import java.time.LocalDate;
import java.util.List;

/** Days from the first to the last, both included. */
public record Period(LocalDate from, LocalDate to) {
  public Period {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("the period ends (" + to + ") before it begins: " + from);
    }
  }

  public List<LocalDate> days() {
    return from.datesUntil(to.plusDays(1)).toList();
  }

  /** Its first moment, ms since 1970 UTC. */
  public long startMs() {
    return Times.start(from);
  }

  /** The moment after its last, ms since 1970 UTC. */
  public long endMs() {
    return Times.start(to.plusDays(1));
  }

  public boolean holds(long ms) {
    return ms >= startMs() && ms < endMs();
  }

  /** Wider by so many days at both ends. */
  public Period wider(int days) {
    return new Period(from.minusDays(days), to.plusDays(days));
  }
}
