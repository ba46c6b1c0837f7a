package dev.plainsight.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BesideTest {
  private static final Surroundings OFFICE =
      Surroundings.NONE
          .with(
              new Directory(
                  Map.of(
                      "ada",
                      new Directory.Person("ada", "", "engines", "", "", List.of(), List.of(), "")),
                  Map.of(),
                  Map.of(),
                  Map.of()))
          .with(
              new Peers(
                  "2026-03-02",
                  Map.of(),
                  Map.of(
                      Peers.person("ada"),
                      Map.of("WF-01 pause_cv", 0.31, "WF-01 known", 1.0),
                      "engines",
                      Map.of("WF-01 pause_cv", 0.27, "WF-01 known", 2.0))));

  private static Finding finding(String person) {
    return new Finding(
        "f",
        1,
        false,
        "WF-01",
        1,
        Purpose.ACTIVITY,
        Severity.HIGH,
        Dimension.PERSON_ON_DEVICE,
        person + "@laptop-1",
        person,
        "laptop-1",
        "",
        0,
        1,
        "because",
        List.of(
            Measure.of("pause_cv", 0.003, "<", 0.75, ""),
            Measure.of("windows", 4, ">=", 2, "windows"),
            new Measure("known", 9, ">=", 5, "", 7, 8)),
        List.of(),
        List.of());
  }

  @Test
  void theUsualStandsBesideWhatWasObserved() {
    List<Measure> measures = Beside.usual(finding("ada"), OFFICE).measures();
    assertEquals(new Measure("pause_cv", 0.003, "<", 0.75, "", 0.31, 0.27), measures.get(0));
    assertTrue(Double.isNaN(measures.get(1).ownMedian()), "nobody counted it");
    assertEquals(7, measures.get(2).ownMedian(), "what the rule itself knows is kept");
    assertEquals(8, measures.get(2).teamMedian());
  }

  @Test
  void whatIsNotKnownIsNotMadeUp() {
    Finding eves = finding("eve");
    assertSame(eves, Beside.usual(eves, OFFICE));
    Finding adas = finding("ada");
    assertSame(adas, Beside.usual(adas, Surroundings.NONE));
    Finding nobodys = finding("");
    assertSame(nobodys, Beside.usual(nobodys, OFFICE));
  }
}
