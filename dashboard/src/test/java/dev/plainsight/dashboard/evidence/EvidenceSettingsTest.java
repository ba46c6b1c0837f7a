package dev.plainsight.dashboard.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.SettingsException;
import dev.plainsight.dashboard.DashboardSettings;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EvidenceSettingsTest {
  @Test
  void theShippedFileSaysAll() {
    EvidenceSettings settings = of(Map.of("PLAINSIGHT_EVIDENCE_FOLDER", "/srv/evidence"));
    assertEquals(Path.of("/srv/evidence/keys"), settings.keys());
    assertEquals(Path.of("/srv/evidence/seals"), settings.seals());
    assertEquals(7, settings.settleDays());
    assertTrue(settings.daily());
    assertEquals(LocalTime.of(3, 0), settings.at());
    assertEquals(Whole.MONTH, settings.build());
  }

  @Test
  void aWrongValueIsNamed() {
    refused("PLAINSIGHT_EVIDENCE_SETTLE_DAYS", "week", "PLAINSIGHT_EVIDENCE_SETTLE_DAYS is 'week'");
    refused("PLAINSIGHT_EVIDENCE_AT", "3 am", "'evidence.at' is '3 am'");
    refused("PLAINSIGHT_EVIDENCE_BUILD", "year", "'evidence.build' is 'year'");
  }

  @Test
  void whatAPersonCanMendIsSaidWithoutATrace() {
    assertEquals(2, EvidenceMain.run("build", "--from", "yesterday"));
    assertEquals(0, EvidenceMain.run("--help"));
  }

  private static void refused(String variable, String value, String said) {
    String message =
        assertThrows(SettingsException.class, () -> of(Map.of(variable, value))).toString();
    assertTrue(message.contains(said), message);
  }

  private static EvidenceSettings of(Map<String, String> environment) {
    return DashboardSettings.load(List.of(), environment).evidence();
  }
}
