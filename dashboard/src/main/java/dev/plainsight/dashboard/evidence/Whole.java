package dev.plainsight.dashboard.evidence;

import dev.plainsight.evidence.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** Whole periods of the calendar, of which a round builds packages by itself. */
public enum Whole {
  NEVER,
  WEEK,
  MONTH;

  /**
   * The newest whole period within the days.
   *
   * <pre>
   * days     ...|Sat Sun Mon Tue ... Sun Mon Tue|
   * week                [Mon ......... Sun]
   * </pre>
   */
  Optional<Period> newest(LocalDate first, LocalDate last) {
    Optional<Period> newest =
        switch (this) {
          case NEVER -> Optional.empty();
          case WEEK -> {
            LocalDate sunday = last.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            yield Optional.of(new Period(sunday.minusDays(6), sunday));
          }
          case MONTH -> {
            LocalDate end = last.plusDays(1).withDayOfMonth(1).minusDays(1);
            yield Optional.of(new Period(end.withDayOfMonth(1), end));
          }
        };
    return newest.filter(period -> !period.from().isBefore(first));
  }
}
