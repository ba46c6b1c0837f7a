package dev.plainsight.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.Settings;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.testing.MadePlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesFilesTest {
  private static final Instant BUILT = Instant.parse("2026-02-27T06:00:00Z");

  @TempDir private Path folder;

  private Path file(String name, Instant builtAt) throws Exception {
    MadePlaces countries = MadePlaces.of("Test-Country", builtAt).country("192.0.2.0/24", "PT");
    Path file = folder.resolve(name);
    Files.write(file, countries.bytes());
    Files.setLastModifiedTime(file, FileTime.from(builtAt));
    return file;
  }

  @Test
  void allTasksOfAProcessShareWhatWasRead() throws Exception {
    List<String> files = List.of(file("country.mmdb", BUILT).toString());
    Places places = PlacesFiles.open(files);
    assertSame(places, PlacesFiles.open(files));
    file("country.mmdb", BUILT.plusSeconds(86_400));
    assertNotEquals(
        places.version(), PlacesFiles.open(files).version(), "another one is there now");
    assertEquals("PT", places.of("192.0.2.1").get().country(), "the one before still answers");
  }

  @Test
  void noFilesAreNoPlaces() {
    assertSame(Places.NONE, PlacesFiles.open(List.of()));
  }

  @Test
  void aFileThatIsMissingOrCutOffIsRefusedByItsName() throws Exception {
    Path missing = folder.resolve("missing.mmdb");
    assertTrue(
        refused(missing).startsWith("the database of places " + missing + " cannot be read: "));
    Path cut = file("cut.mmdb", BUILT);
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 400));
    assertTrue(
        refused(cut).startsWith(cut + " is no database of places (.mmdb), or is damaged: "),
        refused(cut));
  }

  private static String refused(Path file) {
    return assertThrows(
                IllegalArgumentException.class, () -> PlacesFiles.open(List.of(file.toString())))
            .getMessage()
        + "";
  }

  @Test
  void theSettingNamesOneFileOrMore() {
    Settings settings =
        Settings.load(
            JobsMain.class,
            "/pipeline.yaml",
            null,
            Map.of("PLAINSIGHT_PLACES_FILES", " /data/city.mmdb, ~/asn.mmdb"));
    assertEquals(
        List.of("/data/city.mmdb", System.getProperty("user.home") + "/asn.mmdb"),
        PlacesFiles.of(settings));
    Settings none = Settings.load(JobsMain.class, "/pipeline.yaml", null, Map.of());
    assertEquals(List.of(), PlacesFiles.of(none));
  }
}
