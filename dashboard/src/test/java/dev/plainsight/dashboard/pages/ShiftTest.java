package dev.plainsight.dashboard.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.store.read.People.Person;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShiftTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate FRIDAY = LocalDate.parse("2026-11-20");

  @Test
  void aShiftRunsByThePersonsClock() {
    assertEquals(List.of("900+510"), marks("09:00", "17:30", "America/Toronto"));
    assertEquals(List.of("540+510"), marks("09:00", "17:30", "Europe/Berlin"));
  }

  @Test
  void aNightBelongsToTwoDays() {
    assertEquals(List.of("0+360", "1320+120"), marks("22:00", "06:00", "Europe/Berlin"));
  }

  @Test
  void withoutAShiftThereIsNone() {
    assertEquals(List.of(), marks("", "", "Europe/Berlin"));
  }

  /** Minutes of Friday in Berlin: start and length. */
  private static List<String> marks(String start, String end, String zone) {
    Person person = new Person("ada", "Ada", "Finance", "", start, end, zone, List.of());
    return PersonDay.shift(
            person,
            FRIDAY,
            FRIDAY.atStartOfDay(BERLIN).toInstant(),
            FRIDAY.plusDays(1).atStartOfDay(BERLIN).toInstant())
        .stream()
        .map(mark -> "%.0f+%.0f".formatted(mark.x(), mark.width()))
        .toList();
  }
}
