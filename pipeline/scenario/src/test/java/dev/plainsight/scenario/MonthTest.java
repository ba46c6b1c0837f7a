package dev.plainsight.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MonthTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  @Test
  void aSketchTellsTheSameMomentsAsTheDay() {
    Month month = new Month(3, 60, MONDAY, 12, 30);
    int compared = 0;
    for (Employee who : month.staff()) {
      for (int i = 8; i < 11; i++) {
        LocalDate date = MONDAY.plusDays(i);
        List<Noted> day = withoutInput(month.day(who, date));
        assertEquals(day, withoutInput(month.sketch(who, date)), who.account() + " on " + date);
        compared += day.size();
      }
    }
    assertTrue(compared > 1_000, compared + " moments");
  }

  /** Presence and heartbeats are what a sketch leaves out. */
  private static List<Noted> withoutInput(List<Noted> day) {
    return day.stream()
        .filter(
            noted ->
                noted.event().getLogon() != null
                    || noted.event().getDevice() != null
                    || noted.event().getProcess() != null)
        .map(MonthTest::withoutPid)
        .sorted(Month.byEnd().thenComparing(noted -> noted.event().toString()))
        .toList();
  }

  /** A process number is drawn from how many events came before. */
  private static Noted withoutPid(Noted noted) {
    if (noted.event().getProcess() != null) {
      noted.event().getProcess().setPid(0);
    }
    return noted;
  }

  @Test
  void everyDeedIsDoneOnceByPeopleWhoDoNoOther() {
    Month month = new Month(5, 100, MONDAY, 30, Month.DEEDS_MAX);
    for (Employee who : month.staff()) {
      for (int i = 0; i < month.days(); i++) {
        month.sketch(who, MONDAY.plusDays(i));
      }
    }
    List<Misdeed> truth = month.truth();
    assertEquals(30, truth.size());
    Set<String> accounts = new HashSet<>();
    month.staff().forEach(who -> accounts.add(who.account()));
    assertEquals(100, accounts.size());
    for (Misdeed deed : truth) {
      assertEquals(
          1, deed.names().stream().filter(accounts::contains).count(), deed.kind() + deed.names());
      assertTrue(deed.from().isBefore(deed.to()) || deed.from().equals(deed.to()), deed.kind());
    }
  }

  @Test
  void theSameSeedIsTheSameMonth() {
    Month one = new Month(7, 20, MONDAY, 6, 4);
    Month other = new Month(7, 20, MONDAY, 6, 4);
    assertEquals(one.staff(), other.staff());
    Employee who = one.staff().get(11);
    assertEquals(one.day(who, MONDAY.plusDays(3)), other.day(who, MONDAY.plusDays(3)));
    assertEquals(one.servers(MONDAY), other.servers(MONDAY));
  }

  @Test
  void refusesWhatCannotBeAMonth() {
    assertThrows(IllegalArgumentException.class, () -> new Month(1, 9, MONDAY, 30, 0));
    assertThrows(IllegalArgumentException.class, () -> new Month(1, 50, MONDAY, 4, 0));
    assertThrows(IllegalArgumentException.class, () -> new Month(1, 50, MONDAY, 30, 31));
  }
}
