package dev.plainsight.detect.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.surroundings.Directory.Use;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DirectoryImportTest {
  private static final Map<String, String> OFFICE =
      Map.of(
          "sites", "id,country,zone\nlisbon,PT,Europe/Lisbon\n",
          "people",
              """
              id,name,team,manager,site,shifts,ends_on
              ada,"Byron, ""Ada""\",engines,grace,lisbon,Mon-Fri 08:00-17:00; Sat 09:00-12:00,2026-03-31
              grace,Grace,engines,,lisbon,,
              """,
          "leave", "person,from,to\r\nada,2026-03-09,2026-03-13\r\n",
          "accounts", "name,person,use\nada,ada,person\nsvc-backup,grace,Service\n",
          "devices", "id,owner,site\nlaptop-1,ada,lisbon\nsrv-1,,lisbon\n",
          "networks",
              "kind,cidr,name\nvpn,203.0.113.0/25,our VPN\nShared_Egress,2001:db8::/48,office\n");

  @Test
  void readsAnOffice() {
    DirectoryImport.Result read = DirectoryImport.of(OFFICE);
    assertEquals(List.of(), read.refusals());
    Directory office = read.directory();
    Directory.Person ada = Objects.requireNonNull(office.personOf("ada"));
    assertEquals("Byron, \"Ada\"", ada.name());
    assertEquals(2, ada.shifts().size());
    assertEquals("2026-03-31", ada.endsOn());
    assertTrue(ada.isOnLeave(LocalDate.of(2026, 3, 13)));
    assertEquals(Use.SERVICE, Objects.requireNonNull(office.account("svc-backup")).use());
    assertEquals(List.of("laptop-1", "srv-1"), List.copyOf(office.devices().keySet()));
    assertTrue(read.networks().holds(Networks.Kind.VPN, "203.0.113.5"));
    assertTrue(read.networks().holds(Networks.Kind.SHARED_EGRESS, "2001:db8::7"));
    assertEquals(
        Map.of("sites", 1, "people", 2, "leave", 1, "accounts", 2, "devices", 2, "networks", 2),
        read.taken());
    assertEquals(List.of(), read.missing());
  }

  @Test
  void aListThatWasNotGivenOrCouldNotBeReadIsMissing() {
    DirectoryImport.Result read =
        DirectoryImport.of(
            Map.of(
                "sites", "id,country,zone\n",
                "people", "",
                "devices", "device;owner\n",
                "networks", "kind,cidr,name\ntor,1.2.3.4,x\nvpn,office,x\nvpn,10.0.0.0/40,x\n"));
    assertEquals(List.of("people", "leave", "accounts", "devices"), read.missing());
    assertEquals(Map.of("sites", 0, "networks", 0), read.taken());
    assertEquals(
        List.of(
            "networks, line 2, column 'kind': 'tor' is no kind of network; write shared_egress, vpn"
                + " or mobile",
            "networks, line 3, column 'cidr': 'office' is no range of addresses; write it like"
                + " 203.0.113.0/24",
            "networks, line 4, column 'cidr': '10.0.0.0/40' is no range of addresses; write it like"
                + " 203.0.113.0/24"),
        read.refusals().stream().skip(1).map(Refusal::told).toList());
  }

  @Test
  void aRowThatCannotBeMeantSoIsRefusedAndTheOthersAreTaken() {
    DirectoryImport.Result read =
        DirectoryImport.of(
            Map.of(
                "sites", "id,country,zone\nlisbon,PT,Europe/Lisbon\nmoon,,Moon/Base\n",
                "people",
                    """
                    id,name,team,manager,site,shifts,ends_on
                    ada,Ada,engines,,lisbon,,
                    ada,Ada again,engines,,lisbon,,
                    ,Nobody,engines,,lisbon,,
                    bob,Bob,engines,,porto,,
                    eve,Eve,engines,,lisbon,Mon 8-17,
                    dan,Dan,engines,,lisbon,,31.03.2026
                    fay,Byron, Fay,engines,,lisbon,,
                    """,
                "leave", "person,from,to\nada,2026-03-13,2026-03-09\nzoe,2026-03-09,2026-03-13\n",
                "accounts", "name,person,use\nx,ada,robot\n",
                "rooms", "id\n1\n"));
    assertEquals(
        List.of(
            "rooms, line 0: 'rooms' is no list; known are: sites people leave accounts devices"
                + " networks",
            "sites, line 3, column 'zone': 'Moon/Base' is no time zone; write it like"
                + " Europe/Lisbon",
            "people, line 8: 'fay,Byron,Fay,engines,,lisbon,,' has 8 fields; the header has 7; put"
                + " a value that holds a comma in double quotes",
            "people, line 3, column 'id': 'ada' is there twice; keep one of the rows; the first was"
                + " taken",
            "people, line 4, column 'id': '' is empty; give it a name of its own",
            "people, line 5, column 'site': 'porto' is not among the sites; add it there, or leave"
                + " this empty",
            "people, line 6, column 'shifts': 'Mon 8-17' holds no shift where one should be; write"
                + " it like Mon-Fri 08:00-17:00",
            "people, line 7, column 'ends_on': '31.03.2026' is no date; write it like 2026-03-31",
            "leave, line 2, column 'to': '2026-03-09' is before 'from', 2026-03-13; swap the two",
            "leave, line 3, column 'person': 'zoe' is not among the people; import this person"
                + " first",
            "accounts, line 2, column 'use': 'robot' is no use of an account; write person, service"
                + " or shared"),
        read.refusals().stream().map(Refusal::told).toList());
    assertEquals(List.of("ada"), List.copyOf(read.directory().people().keySet()));
  }

  @Test
  void aListWithoutItsColumnsIsRefusedAsAWhole() {
    DirectoryImport.Result read = DirectoryImport.of(Map.of("devices", "device;owner\na;b\n"));
    assertEquals(
        List.of(
            "devices, line 1: 'device;owner' lacks a column; the whole list was not taken; begin"
                + " with id,owner,site"),
        read.refusals().stream().map(Refusal::told).toList());
    assertTrue(read.directory().isEmpty());
  }

  @Test
  void aValueMayHoldALineAndTheNextRowKeepsItsNumber() {
    DirectoryImport.Result read =
        DirectoryImport.of(
            Map.of("accounts", "\uFEFFname,person,use\n\"a\nb\",,shared\nc,,none\n"));
    assertEquals(4, read.refusals().get(0).line());
    assertEquals(1, read.directory().accounts().size());
  }
}
