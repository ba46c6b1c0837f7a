package dev.plainsight.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingJsonTest {
  private static final Finding FINDING =
      new Finding(
          "00ff",
          3,
          true,
          "AC-01",
          1,
          Purpose.SECURITY,
          Severity.HIGH,
          Dimension.SOURCE,
          "198.51.100.7",
          "ada",
          "host-1",
          "the account ada",
          1_772_442_000_000L,
          1_772_442_060_000L,
          "A \"quoted\" sentence – with ünicode\nand a line.",
          List.of(
              Measure.of("failures", 7, ">=", 5, "failures"),
              new Measure("rate", 0.1, ">", 0.05, "", 0.01, 0.02)),
          List.of(new EventRange("host-1", 2, 10, 16)),
          List.of("vpn=unknown"));

  @Test
  void comesBackAsItWas() {
    assertEquals(FINDING, FindingJson.read(FindingJson.write(FINDING)));
  }

  @Test
  void isOneLineOfSnakeCaseWithoutNaN() {
    String json = FindingJson.write(FINDING);
    assertTrue(json.contains("\"rule_version\":1,"), json);
    assertTrue(json.contains("\"own_median\":null"), json);
    assertFalse(json.contains("NaN") || json.contains("\n"), json);
  }

  @Test
  void passesOverFieldsOfALaterVersion() {
    String later = FindingJson.write(FINDING).replace("{\"id\"", "{\"mood\":\"good\",\"id\"");
    assertEquals(FINDING, FindingJson.read(later));
  }

  @Test
  void tellsWhereATextIsNoFinding() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> FindingJson.read("{\"id\":"))
            .getMessage();
    assertTrue(message != null && message.matches("(?s)not a finding: .*line: 1.*"), message);
  }
}
