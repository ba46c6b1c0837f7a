package dev.plainsight.jobs;

import static dev.plainsight.jobs.Sender.MONDAY_0900;
import static dev.plainsight.jobs.Sender.failedLogon;
import static dev.plainsight.jobs.Sender.logon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.review.Review;
import dev.plainsight.detect.review.ReviewJson;
import dev.plainsight.detect.review.Verdict;
import dev.plainsight.detect.sigma.RuleText;
import dev.plainsight.detect.sigma.SigmaSet;
import dev.plainsight.store.DeadLetterRow;
import dev.plainsight.store.LateRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The folding operator with its state, its bundles and its restarts. */
class DetectTest {
  private static final String ATTACKER = "203.0.113.9";
  private static final long DAY_S = 86_400;

  @Test
  void tellsWhatItFoundJustBeforeTheBarrierAndOnce() throws Exception {
    try (DetectHarness detect = new DetectHarness(null)) {
      for (int i = 0; i < 6; i++) {
        detect.takes(Dimension.SOURCE, failure(i, 5L * i));
      }
      assertEquals(List.of(), detect.said());

      detect.barrier();

      List<Finding> said = detect.said();
      assertEquals(List.of("AC-01"), said.stream().map(Finding::rule).toList());
      assertEquals(6, said.get(0).measures().get(0).observed());
    }
  }

  @Test
  void leavesWhatIsOlderThanTheHorizonToTheSideDoor() throws Exception {
    long twoWeeksSeconds = 2 * Timeline.HORIZON_MS / 1_000;
    try (DetectHarness detect = new DetectHarness(null)) {
      detect.takes(Dimension.SOURCE, failure(0, 0));
      detect.takes(Dimension.SOURCE, failure(1, twoWeeksSeconds + 60));
      detect.barrier();
      detect.takes(Dimension.SOURCE, failure(2, -10));
      detect.barrier();

      assertEquals(List.of(2L), detect.late().stream().map(LateRow::seq).toList());
    }
  }

  @Test
  void foldsEverythingAgainUnderANewPolicy() throws Exception {
    try (DetectHarness detect = new DetectHarness(null)) {
      for (int i = 0; i < 6; i++) {
        detect.takes(Dimension.SOURCE, failure(i, 5L * i));
      }
      detect.barrier();
      Finding first = detect.said().get(0);

      detect.hears("AC-01: {failures_min: 7}");
      detect.barrier();
      assertTrue(detect.said().get(0).retracted());

      detect.hears("");
      detect.barrier();
      Finding again = detect.said().get(0);
      assertEquals(first.version() + 2, again.version());
      assertEquals(false, again.retracted());
    }
  }

  @Test
  void remembersThePolicyOverARestart() throws Exception {
    OperatorSubtaskState safe;
    try (DetectHarness detect = new DetectHarness(null)) {
      detect.hears("AC-01: {failures_min: 7}");
      safe = detect.barrier();
    }
    try (DetectHarness detect = new DetectHarness(safe)) {
      for (int i = 0; i < 6; i++) {
        detect.takes(Dimension.SOURCE, failure(i, 5L * i));
      }
      detect.barrier();

      assertEquals(List.of(), detect.said());
    }
  }

  @Test
  void keepsThePolicyBeforeWhereANewOneCannotBeInForce() throws Exception {
    try (DetectHarness detect = new DetectHarness(null)) {
      detect.hears("AC-01: {failures_min: 0}");
      for (int i = 0; i < 6; i++) {
        detect.takes(Dimension.SOURCE, failure(i, 5L * i));
      }
      detect.barrier();

      assertEquals(1, detect.said().size());
      assertEquals(
          "rule AC-01: threshold 'failures_min' is 0; it must be 1..1000",
          detect.refused().get(0).detail().replaceAll("must be \\d+\\.\\.", "must be 1.."));
    }
  }

  private static final String FAILURES_OF_ROOT =
      new SigmaSet(
              List.of(
                  new RuleText(
                      "root.yml",
                      """
                      title: Root Fails
                      logsource: {product: linux, service: sshd}
                      detection: {s: {pam_user: root, pam_message|contains: fail}, condition: s}
                      """),
                  new RuleText(
                      "many.yml",
                      """
                      title: Root Fails Again
                      correlation:
                        type: event_count
                        rules: [Root Fails]
                        group-by: [source_ip]
                        timespan: 10m
                        condition: {gte: 3}
                      """
                          + "# so long that it is kept deflated: ä\n".repeat(1_000))),
              "",
              Map.of(),
              true)
          .toJson();

  @Test
  void foldsEverythingAgainUnderNewSigmaRulesAndRetractsThoseThatAreGone() throws Exception {
    try (DetectHarness detect = new DetectHarness(null)) {
      for (int i = 0; i < 4; i++) {
        detect.takes(Dimension.SOURCE, failure(i, 5L * i));
      }
      detect.barrier();
      assertEquals(List.of(), detect.said());

      detect.hears(Topics.POLICY, Policy.SIGMA, FAILURES_OF_ROOT);
      detect.barrier();
      Finding found = detect.said().get(0);
      assertEquals("SW-05", found.rule());
      assertTrue(found.because().contains("\"Root Fails Again\""), found.because());

      detect.hears(Topics.POLICY, Policy.SIGMA, "");
      detect.barrier();
      assertEquals(List.of(found.as(2, true)), detect.said());

      detect.takes(Dimension.SOURCE, failure(9, 60));
      detect.barrier();
      assertEquals(List.of("AC-01"), detect.said().stream().map(Finding::rule).toList());
    }
  }

  @Test
  void remembersSigmaRulesOverARestart() throws Exception {
    OperatorSubtaskState safe;
    try (DetectHarness detect = new DetectHarness(null)) {
      detect.hears(Topics.POLICY, Policy.SIGMA, FAILURES_OF_ROOT);
      safe = detect.barrier();
    }
    try (DetectHarness detect = new DetectHarness(safe)) {
      for (int i = 0; i < 3; i++) {
        detect.takes(Dimension.SOURCE, failure(i, 5L * i));
      }
      detect.barrier();
      assertEquals(List.of("SW-05"), detect.said().stream().map(Finding::rule).toList());
    }
  }

  @Test
  void keepsTheSigmaRulesBeforeWhereNewOnesCannotBeInForce() throws Exception {
    try (DetectHarness detect = new DetectHarness(null)) {
      detect.hears(Topics.POLICY, Policy.SIGMA, FAILURES_OF_ROOT);
      detect.hears(Topics.POLICY, Policy.SIGMA, "{\"rules\": " + "x".repeat(50_000));
      for (int i = 0; i < 3; i++) {
        detect.takes(Dimension.SOURCE, failure(i, 5L * i));
      }
      detect.barrier();

      assertEquals(List.of("SW-05"), detect.said().stream().map(Finding::rule).toList());
      DeadLetterRow letter = detect.refused().get(0);
      assertTrue(letter.detail().startsWith("no set of Sigma rules: "), letter.detail());
      assertEquals(10_000, letter.bytes().length);
    }
  }

  /**
   * What an incident would teach, it does not.
   *
   * <pre>
   * logons of an account    x ---- 50 days ---- x (AC-09)    x      the last is found only where
   * review                                      confirmed           the one before taught nothing
   * </pre>
   */
  @Test
  void foldsAgainWhomAnIncidentConcernsAndLearnsNothingFromIt() throws Exception {
    OperatorSubtaskState safe;
    Finding found;
    try (DetectHarness detect = new DetectHarness(null)) {
      detect.takes(Dimension.ACCOUNT, adaLogsOn(1, 0));
      detect.takes(Dimension.ACCOUNT, adaLogsOn(2, 50 * DAY_S));
      detect.takes(Dimension.ACCOUNT, adaLogsOn(3, 51 * DAY_S));
      detect.barrier();
      found = detect.said().get(0);
      assertEquals("AC-09", found.rule());

      detect.hears(Topics.REVIEWS, found.id(), review(found, Verdict.CONFIRMED));
      detect.barrier();
      assertEquals(List.of("found on day 51"), days(detect.said()));

      detect.hears(Topics.REVIEWS, found.id(), review(found, Verdict.CONFIRMED).replace("{", "[{"));
      safe = detect.barrier();
      assertTrue(detect.refused().get(0).detail().startsWith("not a review"));
    }
    try (DetectHarness detect = new DetectHarness(safe)) {
      detect.takes(Dimension.ACCOUNT, adaLogsOn(0, 50 * DAY_S + 60));
      detect.barrier();
      assertEquals(List.of("retracted on day 51", "found on day 50"), days(detect.said()));
    }
  }

  private static List<String> days(List<Finding> said) {
    return said.stream()
        .map(
            finding ->
                (finding.retracted() ? "retracted" : "found")
                    + " on day "
                    + (finding.startedAt() - MONDAY_0900) / 1_000 / DAY_S)
        .toList();
  }

  private static String review(Finding finding, Verdict verdict) {
    return ReviewJson.write(
        Review.of(finding, "r1", verdict, 0, "not her", "grace", finding.endedAt()));
  }

  private static IdentifiedEvent adaLogsOn(long seq, long second) {
    return new IdentifiedEvent(
        "host-1", 1L, seq, MONDAY_0900 + seq, logon("192.0.2.4", "ada", second));
  }

  /**
   * The promise on real state: any order, any repetition, barriers and restarts anywhere.
   *
   * <pre>
   * events    e7 e1 | e3 e3 e9 |x  e2 ... |      x: ended and restored from the barrier before
   * </pre>
   */
  @RepeatedTest(25)
  void findsTheSameWhateverTheOrderAndTheRestarts(RepetitionInfo turn) throws Exception {
    List<IdentifiedEvent> events = attack();
    Map<String, Finding> sorted = folded(events, new Random(0), false);
    Random random = new Random(turn.getCurrentRepetition());
    List<IdentifiedEvent> mixed = new ArrayList<>(events);
    for (int i = 0; i < 10; i++) {
      mixed.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(mixed, random);

    Map<String, Finding> rough = folded(mixed, random, true);

    assertTrue(sorted.size() >= 2, () -> "the attack is found: " + sorted);
    assertEquals(sorted, rough);
  }

  /** Three bursts with pauses between them. */
  private static List<IdentifiedEvent> attack() {
    List<IdentifiedEvent> events = new ArrayList<>();
    for (int burst = 0; burst < 3; burst++) {
      for (int i = 0; i < 4 + 3 * burst; i++) {
        events.add(failure(events.size(), 3_600L * burst + 7L * i));
      }
    }
    return events;
  }

  /** What stands at the end, versions left out: of what a barrier made safe. */
  private static Map<String, Finding> folded(
      List<IdentifiedEvent> events, Random random, boolean restarts) throws Exception {
    Map<String, Finding> standing = new TreeMap<>();
    DetectHarness detect = new DetectHarness(null);
    for (IdentifiedEvent event : events) {
      detect.takes(Dimension.SOURCE, event);
      if (restarts && random.nextInt(5) == 0) {
        OperatorSubtaskState safe = detect.barrier();
        keep(detect.said(), standing);
        if (random.nextBoolean()) {
          detect.close();
          detect = new DetectHarness(safe);
        }
      }
    }
    detect.barrier();
    keep(detect.said(), standing);
    detect.close();
    standing.values().removeIf(Finding::retracted);
    standing.replaceAll((id, finding) -> finding.as(0, false));
    return standing;
  }

  private static void keep(List<Finding> said, Map<String, Finding> standing) {
    for (Finding finding : said) {
      Finding before = standing.put(finding.id(), finding);
      assertTrue(before == null || before.version() <= finding.version(), "versions only grow");
    }
  }

  private static IdentifiedEvent failure(long seq, long second) {
    return new IdentifiedEvent(
        "host-1", 1L, seq, MONDAY_0900 + seq, failedLogon(ATTACKER, "root", second));
  }
}
