package dev.plainsight.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void whatTheFileLeavesOutIsAsShipped() throws IOException {
    Settings settings = load("kafka:\n  bootstrap: kafka.example.org:9092\n");
    assertEquals("kafka.example.org:9092", settings.text("kafka.bootstrap"));
    assertEquals(67_108_864, settings.number("spool.bytes-max", 1, Long.MAX_VALUE));
    assertTrue(settings.flag("titles.kept"));
    assertEquals("", settings.text("device.id"));
  }

  @Test
  void theEnvironmentIsOverTheFile() throws IOException {
    Settings settings =
        Settings.load(
            SettingsTest.class,
            "/settings-test.yaml",
            file("spool:\n  bytes-max: 5\n"),
            Map.of("PLAINSIGHT_SPOOL_BYTES_MAX", "7", "PLAINSIGHT_NO_SUCH", "x"));
    assertEquals(7, settings.number("spool.bytes-max", 1, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "'kafka:\n  bootstap: a:1', kafka.bootstap, kafka.bootstrap",
    "'spool:\n  max-bytes: 5', spool.max-bytes, spool.bytes-max",
    "'titles: false', titles, titles.kept",
    "'divice:\n  id: a', divice.id, device.id"
  })
  void anUnknownKeyIsNamedWithTheNearestRightOne(String yaml, String wrong, String right)
      throws IOException {
    Path file = file(yaml);
    assertEquals(
        file + ": unknown key '" + wrong + "'; did you mean '" + right + "'?",
        told(() -> open(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "many, 'a whole number 1..100'",
    "1.5, 'a whole number 1..100'",
    "0, 1..100",
    "101, 1..100",
    "99999999999999999999, 'a whole number 1..100'",
    "'', 'a whole number 1..100'"
  })
  void aWrongNumberIsNamedWithItsRangeAndTheWayOut(String value, String must) throws IOException {
    Path file = file("spool:\n  bytes-max: '" + value + "'\n");
    Settings settings = open(file);
    assertEquals(
        file
            + ": 'spool.bytes-max' is '"
            + value
            + "'; it must be "
            + must
            + " (or set PLAINSIGHT_SPOOL_BYTES_MAX)",
        told(() -> settings.number("spool.bytes-max", 1, 100)));
  }

  @Test
  void aNumberMayHaveUnderscoresAndBothEndsOfItsRange() throws IOException {
    assertEquals(1_000, load("spool:\n  bytes-max: '1_000'\n").number("spool.bytes-max", 1, 1_000));
    assertEquals(1, load("spool:\n  bytes-max: 1\n").number("spool.bytes-max", 1, 1_000));
  }

  @Test
  void aWrongFlagSaysWhatAFlagIs() throws IOException {
    Settings settings = load("titles:\n  kept: perhaps\n");
    String told = told(() -> settings.flag("titles.kept"));
    assertTrue(told.contains("'titles.kept' is 'perhaps'; it must be true or false"), told);
    assertFalse(load("titles:\n  kept: no\n").flag("titles.kept"));
  }

  /** The value's layer is named, so that nobody looks for it in a file that does not have it. */
  @Test
  void aWrongValueOfTheEnvironmentIsNotBlamedOnTheFile() throws IOException {
    Path file = file("spool:\n  bytes-max: 5\n");
    Settings settings =
        Settings.load(
            SettingsTest.class,
            "/settings-test.yaml",
            file,
            Map.of("PLAINSIGHT_SPOOL_BYTES_MAX", "lots"));
    String told = told(() -> settings.number("spool.bytes-max", 1, 10));
    assertEquals(
        "environment variable PLAINSIGHT_SPOOL_BYTES_MAX is 'lots'; it must be a whole number"
            + " 1..10",
        told);
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("gone.yaml");
    String told = told(() -> open(file));
    assertTrue(told.startsWith("cannot read the settings file " + file), told);
  }

  @ParameterizedTest
  @CsvSource({
    "'kafka: [', is not YAML",
    "'just words', must be a list of",
    "'- a\n- b', must be a list of",
    "'a: 1\na: 2', is not YAML",
    "'kafka: !!java.net.URL [http://x]', is not YAML"
  })
  void aFileOfAnotherShapeIsNamed(String yaml, String told) throws IOException {
    Path file = file(yaml);
    String message = told(() -> open(file));
    assertTrue(message.startsWith(file + " " + told), message);
  }

  @Test
  void anEmptyFileChangesNothing() throws IOException {
    assertEquals("127.0.0.1:7402", load("# nothing set\n").text("kafka.bootstrap"));
  }

  @Test
  void aTildeIsThePersonsHome() throws IOException {
    assertEquals(
        Path.of(System.getProperty("user.home"), "spool"),
        load("spool:\n  folder: ~/spool\n").path("spool.folder"));
  }

  private static String told(Executable start) {
    return assertThrows(SettingsException.class, start).getMessage() + "";
  }

  private Settings load(String yaml) throws IOException {
    return open(file(yaml));
  }

  private static Settings open(Path file) {
    return Settings.load(SettingsTest.class, "/settings-test.yaml", file, Map.of());
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("user.yaml"), yaml);
  }
}
