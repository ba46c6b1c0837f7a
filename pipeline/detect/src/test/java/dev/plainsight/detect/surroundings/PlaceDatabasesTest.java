package dev.plainsight.detect.surroundings;

import static dev.plainsight.detect.testing.MadePlaces.given;
import static dev.plainsight.detect.testing.MadePlaces.places;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.testing.MadePlaces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that the test itself made, of addresses that are kept for documentation. */
class PlaceDatabasesTest {
  private static final Instant BUILT = Instant.parse("2026-02-27T06:00:00Z");

  private static MadePlaces cities() {
    return MadePlaces.of("Test-City", BUILT)
        .city("192.0.2.0/24", "PT", "Lisbon", 38.72, -9.14)
        .city("198.51.100.128/25", "US", "New York", 40.71, -74.01)
        .country("203.0.113.0/24", "SE")
        .city("2001:db8:1::/48", "SG", "Singapore", 1.35, 103.82);
  }

  private static MadePlaces networks() {
    return MadePlaces.of("Test-ASN", BUILT)
        .network("192.0.2.0/25", 64500, "Tejo Net")
        .network("203.0.113.0/24", 64501, "Öresund Kabel")
        .network("2001:db8::/32", 64502, "Strait Wireless");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7,PT,Lisbon,38.72,-9.14,AS64500,Tejo Net",
    "192.0.2.200,PT,Lisbon,38.72,-9.14,'',''",
    "198.51.100.128,US,New York,40.71,-74.01,'',''",
    "203.0.113.255,SE,'',NaN,NaN,AS64501,Öresund Kabel",
    "::ffff:192.0.2.7,PT,Lisbon,38.72,-9.14,AS64500,Tejo Net",
    "2001:db8:1:2::3,SG,Singapore,1.35,103.82,AS64502,Strait Wireless",
    "2001:db8:2::1,'','',NaN,NaN,AS64502,Strait Wireless"
  })
  void bothDatabasesTellOfAnAddress(
      String address,
      String country,
      String city,
      double latitude,
      double longitude,
      String network,
      String operator) {
    assertEquals(
        Optional.of(new Place(country, city, latitude, longitude, network, operator)),
        places(cities(), networks()).of(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.127", "10.0.0.1", "2001:db9::1", "host.example", ""})
  void anAddressThatNeitherHasIsNowhere(String address) {
    assertEquals(Optional.empty(), places(cities(), networks()).of(address));
  }

  @Test
  void oneDatabaseAloneTellsWhatItCan() {
    assertEquals("PT", places(cities()).of("192.0.2.7").map(Place::country).orElse("nothing"));
    assertEquals(
        "AS64500", places(networks()).of("192.0.2.7").map(Place::network).orElse("nothing"));
    Places countries = places(MadePlaces.of("Test-Country", BUILT).country("192.0.2.0/24", "PT"));
    assertEquals("PT", countries.of("192.0.2.7").map(Place::country).orElse("nothing"));
    assertTrue(countries.of("192.0.2.7").filter(Place::hasPoint).isEmpty());
  }

  @Test
  void theVersionIsTheTypeAndWhenItWasBuilt() {
    assertEquals(
        "Test-City 2026-02-27T06:00:00Z + Test-ASN 2026-02-27T06:00:00Z",
        places(cities(), networks()).version());
    assertSame(Places.NONE, PlaceDatabases.of(List.of()));
  }

  @Test
  void twoThatTellTheSameAreRefused() {
    assertEquals(
        "Test-City.mmdb and Test-City.mmdb both tell where addresses are; give one of them",
        refused(
            given("Test-City.mmdb", cities().bytes()), given("Test-City.mmdb", cities().bytes())));
  }

  @Test
  void aDatabaseOfSomethingElseIsRefused() {
    MadePlaces other =
        MadePlaces.of("Test-Anonymous-IP", BUILT)
            .with("192.0.2.0/24", Map.of("is_anonymous", "yes"));
    assertEquals(
        "a.mmdb is of the type 'Test-Anonymous-IP'; give a database of the type City, Country or"
            + " ASN",
        refused(given("a.mmdb", other.bytes())));
  }

  /** However much of it is missing, and whatever else the file is. */
  @Test
  void aDamagedFileIsRefusedByItsName() {
    byte[] whole = cities().bytes();
    for (int length = 0; length < whole.length; length++) {
      isRefused(Arrays.copyOf(whole, length));
    }
    isRefused("id,country\nse,SE\n".getBytes(StandardCharsets.UTF_8));
  }

  private static void isRefused(byte[] bytes) {
    String told = refused(given("/etc/plainsight/city.mmdb", bytes));
    assertTrue(
        told.startsWith(
            "/etc/plainsight/city.mmdb is no database of places (.mmdb), or is damaged: "),
        told);
  }

  /** What no look at its opening sees must not stop the job later: it is refused, or it answers. */
  @Test
  void anyDamagedByteIsRefusedOrDoesNoHarm() {
    byte[] bytes = cities().bytes();
    int refused = 0;
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x5A;
      refused += isRefusedOrAnswers(damaged) ? 1 : 0;
    }
    assertTrue(refused > 0 && refused < bytes.length, refused + " of " + bytes.length);
  }

  private static boolean isRefusedOrAnswers(byte[] bytes) {
    try {
      Places places = PlaceDatabases.of(List.of(given("damaged.mmdb", bytes)));
      for (String address : List.of("192.0.2.7", "198.51.100.200", "2001:db8:1::1", "10.0.0.1")) {
        assertTrue(places.of(address).stream().count() <= 1);
      }
      return false;
    } catch (IllegalArgumentException told) {
      return true;
    }
  }

  private static String refused(PlaceDatabases.Given... given) {
    return Objects.requireNonNull(
        assertThrows(IllegalArgumentException.class, () -> PlaceDatabases.of(List.of(given)))
            .getMessage());
  }
}
