package dev.plainsight.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.DirectoryImport;
import dev.plainsight.scenario.Colleague;
import dev.plainsight.scenario.Fleet;
import dev.plainsight.scenario.OfficeLists;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the demonstration imports of its own office. */
class OfficeListsTest {
  private static final List<Colleague> ROSTER =
      new Fleet(7, 50, LocalDate.of(2026, 3, 2), 14).roster();

  @Test
  void theImportTakesEveryRow() {
    DirectoryImport.Result read = DirectoryImport.of(OfficeLists.of(ROSTER));
    assertEquals(List.of(), read.refusals());
    assertEquals(List.of(), read.missing());
    assertEquals(50, read.directory().people().size());
    assertEquals(51, read.directory().devices().size());
    assertEquals(3, read.networks().ranges().size());
  }

  @Test
  void everyColleagueIsKnownWithTeamAndZone() {
    Directory directory = DirectoryImport.of(OfficeLists.of(ROSTER)).directory();
    for (Colleague each : ROSTER.subList(0, 50)) {
      Directory.Person person = directory.personOf(each.account());
      assertNotNull(person, each.account());
      assertEquals(each.team(), person.team());
      assertEquals(each.zone(), directory.zoneOf(person));
      assertTrue(
          person.shifts().get(0).holds(LocalDate.of(2026, 3, 2).atTime(each.shiftStart()), 0));
    }
  }
}
