package dev.plainsight.dashboard.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceSettingsTest {
  @TempDir Path home;

  @Test
  void everythingLiesBelowTheHome() throws IOException {
    Path password = Files.writeString(home.resolve("password"), "secret\n");
    EvidenceSettings settings =
        EvidenceSettings.of(
            Map.of(
                "PLAINSIGHT_HOME", home.toString(),
                "PLAINSIGHT_STORE_PASSWORD_FILE", password.toString()));
    assertEquals(home.resolve("evidence/keys"), settings.keys());
    assertEquals(home.resolve("packages"), settings.packages());
    assertEquals("secret", settings.store().password());
    assertEquals(7, settings.settleDays());
  }

  @Test
  void aWrongNumberOfDaysIsNamed() {
    String message =
        assertThrows(
                SettingsException.class,
                () -> EvidenceSettings.of(Map.of("PLAINSIGHT_EVIDENCE_SETTLE_DAYS", "week")))
            .toString();
    assertTrue(message.contains("PLAINSIGHT_EVIDENCE_SETTLE_DAYS is 'week'"), message);
  }

  @Test
  void whatAPersonCanMendIsSaidWithoutATrace() {
    assertEquals(2, EvidenceMain.run("build", "--from", "yesterday"));
    assertEquals(0, EvidenceMain.run("--help"));
  }
}
