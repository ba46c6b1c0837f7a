package dev.plainsight.jobs;

import static dev.plainsight.jobs.Sender.logon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.Topics;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.Networks;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.SurroundingsJson;
import dev.plainsight.detect.testing.MadePlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is known beside the events comes by parts, and places by files; each is joined where it is.
 */
class DetectSurroundingsTest {
  private static final int DAY_S = 86_400;
  private static final String LISBON = "192.0.2.7";
  private static final String NEW_YORK = "198.51.100.7";
  private static final Instant BUILT = Instant.parse("2026-02-27T06:00:00Z");

  @TempDir private Path folder;

  private List<String> cities(String newYork, Instant builtAt) throws Exception {
    Path file = folder.resolve("city.mmdb");
    MadePlaces cities =
        MadePlaces.of("Test-City", builtAt)
            .city("192.0.2.0/24", "PT", "Lisbon", 38.72, -9.14)
            .city(
                "198.51.100.0/24",
                newYork,
                newYork,
                newYork.equals("US") ? 40.71 : 38.7,
                newYork.equals("US") ? -74.01 : -9.1);
    Files.write(file, cities.bytes());
    return List.of(file.toString());
  }

  /** Ten days in Lisbon, then New York one hour after Lisbon. */
  private static void travels(DetectHarness detect) throws Exception {
    for (int day = 0; day <= 10; day++) {
      detect.takes(Dimension.ACCOUNT, logon(LISBON, "ada", (long) day * DAY_S));
    }
    detect.takes(Dimension.ACCOUNT, logon(NEW_YORK, "ada", 10L * DAY_S + 3_600));
    detect.barrier();
  }

  private static List<String> rules(List<Finding> said) {
    return said.stream()
        .filter(each -> List.of("AC-05", "AC-06").contains(each.rule()))
        .map(each -> each.rule() + (each.retracted() ? " retracted" : ""))
        .sorted()
        .toList();
  }

  @Test
  void findsTravelsAndNewPlacesByTheFilesItWasGiven() throws Exception {
    try (DetectHarness detect = new DetectHarness(null, cities("US", BUILT))) {
      travels(detect);
      List<Finding> said = detect.said();
      assertEquals(List.of("AC-05", "AC-06"), rules(said));
      String because =
          said.stream().filter(each -> each.rule().equals("AC-05")).findFirst().get().because();
      assertTrue(
          because.contains("from US (US) (198.51.100.7) 60 minutes after Lisbon (PT)"), because);
    }
  }

  @Test
  void findsNeitherWithoutFiles() throws Exception {
    try (DetectHarness detect = new DetectHarness(null)) {
      travels(detect);
      assertEquals(List.of(), rules(detect.said()));
    }
  }

  /**
   * Whoever runs it puts another database there and starts it again.
   *
   * <pre>
   * database   A: New York in the US |x  B: it is in Lisbon |x  none     |x  A again
   * findings   both                  |   both retracted     |   nothing  |   both
   * </pre>
   */
  @Test
  void foldsAgainUnderTheDatabaseThatIsThereAfterARestart() throws Exception {
    OperatorSubtaskState safe;
    try (DetectHarness detect = new DetectHarness(null, cities("US", BUILT))) {
      travels(detect);
      safe = detect.barrier();
    }
    try (DetectHarness detect = new DetectHarness(safe, cities("PT", BUILT.plusSeconds(DAY_S)))) {
      safe = detect.barrier();
      assertEquals(List.of("AC-05 retracted", "AC-06 retracted"), rules(detect.said()));
    }
    try (DetectHarness detect = new DetectHarness(safe)) {
      safe = detect.barrier();
      assertEquals(List.of(), rules(detect.said()));
    }
    try (DetectHarness detect = new DetectHarness(safe, cities("US", BUILT))) {
      safe = detect.barrier();
      assertEquals(List.of("AC-05", "AC-06"), rules(detect.said()));
    }
    try (DetectHarness detect = new DetectHarness(safe, cities("US", BUILT))) {
      detect.barrier();
      assertEquals(List.of(), detect.said(), "the same database says nothing new");
    }
  }

  @Test
  void joinsThePartsWhicheverComesFirst() throws Exception {
    String directory = adaAlone();
    String networks =
        SurroundingsJson.write(
            Networks.of(
                List.of(new Networks.Range(Networks.Kind.VPN, "198.51.100.0/24", "our VPN"))));
    try (DetectHarness detect = new DetectHarness(null, cities("US", BUILT))) {
      travels(detect);
      detect.said();
      detect.hears(Topics.DIRECTORY, Policy.DIRECTORY, directory);
      detect.barrier();
      assertEquals(List.of(), rules(detect.said()), "the directory says nothing of places");

      detect.hears(Topics.DIRECTORY, Policy.NETWORKS, networks);
      detect.barrier();
      assertEquals(List.of("AC-05 retracted"), retracted(detect.said()), "it was the VPN");

      detect.hears(Topics.DIRECTORY, Policy.NETWORKS, "");
      OperatorSubtaskState safe = detect.barrier();
      assertTrue(rules(detect.said()).contains("AC-05"));

      try (DetectHarness again = new DetectHarness(safe, cities("US", BUILT))) {
        again.takes(Dimension.ACCOUNT, logon(LISBON, "eve", 11L * DAY_S));
        again.barrier();
        assertEquals(
            List.of("AC-14"),
            again.said().stream().map(Finding::rule).toList(),
            "the directory outlives a restart");
      }
    }
  }

  /**
   *
   *
   * <pre>
   * peers     none             | first snapshot       | second
   * finding   v1: no medians   | v2: the team's       | as it was told
   * </pre>
   */
  @Test
  void whatStoodBeforeTheFirstSnapshotIsToldAgainWithTheUsualBesideIt() throws Exception {
    try (DetectHarness detect = new DetectHarness(null, cities("US", BUILT))) {
      detect.hears(Topics.DIRECTORY, Policy.DIRECTORY, adaAlone());
      travels(detect);
      assertTrue(Double.isNaN(travel(detect.said()).measures().get(0).teamMedian()));

      detect.hears(Topics.DIRECTORY, Policy.PEERS, usualSpeed("2026-03-20", 5));
      detect.barrier();
      Finding beside = travel(detect.said());
      assertEquals(2, beside.version());
      assertEquals(5, beside.measures().get(0).teamMedian());

      detect.hears(Topics.DIRECTORY, Policy.PEERS, usualSpeed("2026-03-21", 6));
      detect.barrier();
      assertEquals(List.of(), rules(detect.said()), "a new snapshot restates nothing");
    }
  }

  private static Finding travel(List<Finding> said) {
    return said.stream().filter(each -> each.rule().equals("AC-05")).findFirst().orElseThrow();
  }

  private static String adaAlone() {
    return SurroundingsJson.write(
        new Directory(
            Map.of(
                "ada", new Directory.Person("ada", "Ada", "t", "", "", List.of(), List.of(), "")),
            Map.of(),
            Map.of(),
            Map.of()));
  }

  private static String usualSpeed(String version, double kmh) {
    return SurroundingsJson.write(
        new Peers(version, Map.of(), Map.of("t", Map.of("AC-05 speed", kmh))));
  }

  private static List<String> retracted(List<Finding> said) {
    return rules(said).stream().filter(each -> each.endsWith("retracted")).toList();
  }

  @Test
  void aPartThatCannotBeInForceIsADeadLetterAndTheOneBeforeStays() throws Exception {
    String nobody = adaAlone();
    try (DetectHarness detect = new DetectHarness(null)) {
      detect.hears(Topics.DIRECTORY, Policy.DIRECTORY, nobody);
      detect.hears(Topics.DIRECTORY, Policy.DIRECTORY, "{\"people\":7}");
      detect.hears(
          Topics.DIRECTORY,
          Policy.NETWORKS,
          "[{\"kind\":\"VPN\",\"cidr\":\"office\",\"name\":\"\"}]");
      detect.hears(Topics.DIRECTORY, "surroundings", "{}");
      detect.takes(Dimension.ACCOUNT, logon(LISBON, "eve", 0));
      detect.barrier();

      assertEquals(List.of("AC-14"), detect.said().stream().map(Finding::rule).toList());
      List<String> why = detect.refused().stream().map(letter -> letter.detail()).toList();
      assertEquals(3, why.size());
      assertTrue(why.get(0).startsWith("no directory: "), why.get(0));
      assertEquals(
          "network 'office' is no range of addresses; write it like 203.0.113.0/24", why.get(1));
      assertEquals(
          "the key 'surroundings' has no meaning on the topic plainsight.directory.v1; known are"
              + " [directory, networks, peers]",
          why.get(2));
      assertFalse(why.get(2).isEmpty());
    }
  }
}
