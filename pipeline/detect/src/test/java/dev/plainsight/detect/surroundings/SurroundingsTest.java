package dev.plainsight.detect.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.surroundings.Directory.Account;
import dev.plainsight.detect.surroundings.Directory.Device;
import dev.plainsight.detect.surroundings.Directory.Leave;
import dev.plainsight.detect.surroundings.Directory.Person;
import dev.plainsight.detect.surroundings.Directory.Site;
import dev.plainsight.detect.surroundings.Directory.Use;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {
  private static final Person ADA =
      new Person(
          "ada",
          "Ada Byron",
          "engines",
          "grace",
          "lisbon",
          List.of(Shift.parse("Mon-Fri 08:00-17:00")),
          List.of(new Leave("2026-03-09", "2026-03-13")),
          "2026-03-31");
  private static final Directory OFFICE =
      new Directory(
          Map.of("ada", ADA),
          Map.of(
              "ada", new Account("ada", "ada", Use.PERSON),
              "svc-backup", new Account("svc-backup", "ada", Use.SERVICE)),
          Map.of("laptop-1", new Device("laptop-1", "ada", "lisbon")),
          Map.of("lisbon", new Site("lisbon", "PT", "Europe/Lisbon")));
  private static final Networks SHARED =
      Networks.of(
          List.of(
              new Networks.Range(Networks.Kind.VPN, "203.0.113.0/25", "the office's VPN"),
              new Networks.Range(Networks.Kind.MOBILE, "2001:db8:7::/48", "a carrier")));
  private static final Peers USUAL =
      new Peers(
          "2026-03-02",
          Map.of("engines", Map.of("country", new Peers.Tally(40, Map.of("PT", 38L, "ES", 2L)))),
          Map.of("engines", Map.of("AC-04 failures", 3.0)));

  @Test
  void whatIsNotThereIsSaid() {
    for (Aspect aspect : Aspect.values()) {
      assertFalse(Surroundings.NONE.has(aspect), aspect.toString());
    }
    Surroundings all = Surroundings.NONE.with(OFFICE).with(SHARED).with(USUAL);
    assertEquals(
        List.of(Aspect.PLACES),
        Arrays.stream(Aspect.values()).filter(aspect -> !all.has(aspect)).toList());
  }

  @Test
  void asTextAndBackEachPartIsTheSame() {
    assertEquals(OFFICE, SurroundingsJson.directory(SurroundingsJson.write(OFFICE)));
    assertEquals(
        SHARED.ranges(), SurroundingsJson.networks(SurroundingsJson.write(SHARED)).ranges());
    assertEquals(USUAL, SurroundingsJson.peers(SurroundingsJson.write(USUAL)));
    assertTrue(SurroundingsJson.directory(SurroundingsJson.write(Directory.NONE)).isEmpty());
    assertTrue(SurroundingsJson.networks(SurroundingsJson.write(Networks.NONE)).isEmpty());
    assertEquals(Peers.NONE, SurroundingsJson.peers(SurroundingsJson.write(Peers.NONE)));
  }

  @Test
  void theSamePartIsTheSameText() {
    assertEquals(
        SurroundingsJson.write(OFFICE),
        SurroundingsJson.write(SurroundingsJson.directory(SurroundingsJson.write(OFFICE))));
  }

  /** Refused when it comes, rather than in the middle of a fold. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"people\":{\"ada\":null},\"accounts\":{},\"devices\":{},\"sites\":{}}",
        "people"
      })
  void textThatIsNoDirectoryIsRefused(String text) {
    assertNotNull(
        assertThrows(IllegalArgumentException.class, () -> SurroundingsJson.directory(text)));
  }

  @Test
  void aDirectoryWithADateOrAZoneThatIsNoneIsRefused() {
    String text = SurroundingsJson.write(OFFICE);
    for (String bad :
        List.of(
            text.replace("2026-03-31", "31/3/2026"),
            text.replace("2026-03-13", "Friday"),
            text.replace("Europe/Lisbon", "Lisbon time"))) {
      assertNotNull(
          assertThrows(IllegalArgumentException.class, () -> SurroundingsJson.directory(bad)));
    }
  }

  @Test
  void otherTextsThatAreNoneAreRefused() {
    for (String text : List.of("", "{", "null", "{\"version\":7}", "[{\"kind\":\"VPN\"}]")) {
      assertNotNull(
          assertThrows(IllegalArgumentException.class, () -> SurroundingsJson.networks(text)));
      assertNotNull(
          assertThrows(IllegalArgumentException.class, () -> SurroundingsJson.peers(text)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "CORP\\ada", "ada@corp.example"})
  void anAccountIsKnownWithAndWithoutItsDomain(String name) {
    assertEquals(ADA, OFFICE.personOf(name));
    assertEquals("engines", OFFICE.teamOf(name));
    assertEquals(ZoneId.of("Europe/Lisbon"), OFFICE.zoneOf(OFFICE.personOf(name)));
  }

  @Test
  void nobodyOwnsAnUnknownAccount() {
    assertNull(OFFICE.account("eve"));
    assertNull(OFFICE.personOf("eve"));
    assertEquals("", OFFICE.teamOf("eve"));
    assertNotNull(OFFICE.account("svc-backup"));
    assertTrue(OFFICE.isService("svc-backup"));
    assertFalse(OFFICE.isService("ada"));
  }

  @Test
  void leaveHoldsItsFirstAndLastDay() {
    assertTrue(ADA.isOnLeave(LocalDate.of(2026, 3, 9)));
    assertTrue(ADA.isOnLeave(LocalDate.of(2026, 3, 13)));
    assertFalse(ADA.isOnLeave(LocalDate.of(2026, 3, 14)));
  }

  @ParameterizedTest
  @CsvSource({
    "VPN,203.0.113.127,true",
    "VPN,203.0.113.128,false",
    "MOBILE,203.0.113.1,false",
    "MOBILE,2001:db8:7::1,true",
    "MOBILE,2001:db8:8::1,false",
    "VPN,::ffff:203.0.113.5,true",
    "VPN,203.0.113.999,false",
    "VPN,host.example,false",
    "VPN,'',false"
  })
  void anAddressLiesInARangeOrNot(Networks.Kind kind, String address, boolean holds) {
    assertEquals(holds, SHARED.holds(kind, address));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/33,network '10.0.0.0/33' has no length of 0..32 after its '/'",
    "office,network 'office' is no range of addresses; write it like 203.0.113.0/24"
  })
  void aRangeThatIsNoneIsRefused(String cidr, String message) {
    List<Networks.Range> one = List.of(new Networks.Range(Networks.Kind.VPN, cidr, ""));
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> Networks.of(one)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "Mon-Fri 08:00-17:00,2026-03-02T08:00,true",
    "Mon-Fri 08:00-17:00,2026-03-02T07:59,false",
    "Mon-Fri 08:00-17:00,2026-03-06T16:59,true",
    "Mon-Fri 08:00-17:00,2026-03-06T17:00,false",
    "Mon-Fri 08:00-17:00,2026-03-07T12:00,false",
    "Mon-Thu 22:00-06:00,2026-03-02T05:00,false",
    "Mon-Thu 22:00-06:00,2026-03-06T05:00,true",
    "Fri-Mon 09:00-12:00,2026-03-08T10:00,true",
    "Sun 22:00-06:00,2026-03-09T03:00,true",
    "Mon 00:00-24:00,2026-03-02T23:59,true",
    "Mon 00:00-24:00,2026-03-03T00:00,false"
  })
  void aShiftHoldsItsHours(String shift, LocalDateTime at, boolean holds) {
    assertEquals(holds, Shift.parse(shift).holds(at, 0));
  }

  @Test
  void graceReachesOverBothEndsOfAShiftAndOverMidnight() {
    Shift early = Shift.parse("Tue 00:30-08:00");
    assertTrue(early.holds(LocalDateTime.parse("2026-03-02T23:45"), 60));
    assertFalse(early.holds(LocalDateTime.parse("2026-03-02T23:15"), 60));
    assertTrue(early.holds(LocalDateTime.parse("2026-03-03T08:59"), 60));
    assertFalse(early.holds(LocalDateTime.parse("2026-03-03T09:00"), 60));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mon-Fri", "Monday 08:00-17:00", "Mon 8-17", "Mon 08:00-25:00", ""})
  void textThatIsNoShiftIsRefused(String text) {
    String told =
        Objects.requireNonNull(
            assertThrows(IllegalArgumentException.class, () -> Shift.parse(text)).getMessage());
    assertTrue(told.endsWith("is no shift; write it like Mon-Fri 08:00-17:00"), told);
  }

  @Test
  void distancesAreThoseOfTheMap() {
    Place lisbon = new Place("PT", "Lisbon", 38.72, -9.14, "AS64500", "");
    Place newYork = new Place("US", "New York", 40.71, -74.01, "AS64501", "");
    assertEquals(5_422, lisbon.kmTo(newYork), 15);
    assertEquals(0, lisbon.kmTo(lisbon));
    assertTrue(Double.isNaN(lisbon.kmTo(new Place("US", "", Double.NaN, Double.NaN, "", ""))));
    assertEquals("Lisbon (PT)", lisbon.named());
  }

  @Test
  void whatIsUsualIsCountedByGroup() {
    assertEquals(38, USUAL.tally("engines", "country").of("PT"));
    assertEquals(0, USUAL.tally("engines", "country").of("US"));
    assertEquals(0, USUAL.tally("sales", "country").total());
    assertEquals(3, USUAL.median("engines", "AC-04", "failures"));
    assertTrue(Double.isNaN(USUAL.median("sales", "AC-04", "failures")));
  }
}
