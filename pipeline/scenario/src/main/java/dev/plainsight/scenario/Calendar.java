package dev.plainsight.scenario;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** On which days of a fleet's history the special things happen: towards its end. */
record Calendar(LocalDate first, int days) {

  LocalDate last() {
    return first.plusDays(days - 1L);
  }

  /** The latest Monday to Friday at least so many days before the end, if the history allows. */
  LocalDate workday(int daysBeforeEnd) {
    LocalDate day = last().minusDays(Math.min(daysBeforeEnd, days - 1));
    while (day.isAfter(first) && isWeekend(day)) {
      day = day.minusDays(1);
    }
    return day;
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  LocalDate theftNight() {
    return last().minusDays(Math.min(2, days - 1));
  }

  LocalDate silentDay() {
    return workday(3);
  }

  LocalDate gapDay() {
    return workday(4);
  }

  /** The laptop is offline from this day on, for three days. */
  LocalDate offlineFrom() {
    return workday(5);
  }

  LocalDate sprayNight() {
    return last().minusDays(Math.min(4, days - 1));
  }

  LocalDate guessNight() {
    return last().minusDays(Math.min(1, days - 1));
  }

  LocalDate feignDay() {
    return workday(1);
  }

  /** Whether the trait shows on this day, so that its bearer cannot be absent. */
  boolean mustWork(Trait trait, LocalDate day) {
    return switch (trait) {
      case SILENT -> day.equals(silentDay());
      case GAP -> day.equals(gapDay());
      case LATE -> day.equals(offlineFrom());
      case JIGGLER, REALISTIC, BOARD_SLOW, LETTERS -> day.equals(feignDay());
      default -> false;
    };
  }
}
