package dev.plainsight.jobs;

import static dev.plainsight.jobs.Sender.MONDAY_0900;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.Topics;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.review.Review;
import dev.plainsight.detect.review.ReviewJson;
import dev.plainsight.detect.review.Verdict;
import dev.plainsight.detect.risk.Case;
import dev.plainsight.detect.risk.Subject;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The operator that gathers findings into cases. */
class GatherTest {
  private static final long HOUR_MS = 3_600_000;

  @Test
  void opensACaseRestatesItAndRetractsItWithItsFinding() throws Exception {
    try (Harness gather = new Harness(null)) {
      Finding guess = finding("a", "AC-02", Severity.HIGH, 0);
      gather.takes(guess);
      gather.barrier();
      gather.takes(finding("b", "WF-01", Severity.MEDIUM, 5));
      gather.barrier();
      gather.takes(guess.as(2, true));
      gather.barrier();

      assertEquals(List.of("1 open", "2 open", "3 retracted"), gather.said());
    }
  }

  @Test
  void saysNothingWhereNothingChanged() throws Exception {
    try (Harness gather = new Harness(null)) {
      Finding guess = finding("a", "AC-02", Severity.HIGH, 0);
      gather.takes(guess);
      gather.barrier();
      gather.takes(guess);
      gather.barrier();

      assertEquals(List.of("1 open"), gather.said());
    }
  }

  @Test
  void opensARetractedCaseAgainWhenItsFindingComesBack() throws Exception {
    try (Harness gather = new Harness(null)) {
      Finding guess = finding("a", "AC-02", Severity.HIGH, 0);
      gather.takes(guess);
      gather.barrier();
      gather.takes(guess.as(2, true));
      gather.barrier();
      gather.takes(guess.as(3, false));
      gather.barrier();

      assertEquals(List.of("1 open", "2 retracted", "3 open"), gather.said());
    }
  }

  @Test
  void goesOnAfterARestart() throws Exception {
    OperatorSubtaskState safe;
    try (Harness gather = new Harness(null)) {
      gather.takes(finding("a", "WF-01", Severity.MEDIUM, 0));
      gather.takes(finding("b", "WF-01", Severity.MEDIUM, 1));
      safe = gather.barrier();
      assertEquals(List.of(), gather.said());
    }
    try (Harness gather = new Harness(safe)) {
      gather.takes(finding("c", "WF-01", Severity.MEDIUM, 2));
      gather.barrier();

      assertEquals(List.of("1 open"), gather.said());
    }
  }

  @Test
  void leavesOldCasesAsTheyWereSaid() throws Exception {
    try (Harness gather = new Harness(null)) {
      gather.takes(finding("a", "AC-02", Severity.HIGH, 0));
      gather.barrier();
      gather.takes(finding("b", "AC-02", Severity.LOW, 24 * 91));
      gather.barrier();

      assertEquals(List.of("1 open"), gather.said());
    }
  }

  @Test
  void leavesOutWhatAReviewSetsAsideAndTakesItInAgain() throws Exception {
    try (Harness gather = new Harness(null)) {
      Finding guess = finding("a", "AC-02", Severity.HIGH, 0);
      gather.takes(guess);
      gather.barrier();
      gather.hears(review(guess, Verdict.FALSE_POSITIVE, 1));
      gather.barrier();
      gather.hears(review(guess, Verdict.NEEDS_REVIEW, 2));
      gather.barrier();

      assertEquals(List.of("1 open", "2 retracted", "3 open"), gather.said());
    }
  }

  @Test
  void expectsOthersLikeItAlsoAfterARestartAndPassesOverAnOlderDecision() throws Exception {
    OperatorSubtaskState safe;
    Finding guess = finding("a", "AC-02", Severity.HIGH, 0);
    try (Harness gather = new Harness(null)) {
      gather.hears(review(guess, Verdict.EXPECTED, 2));
      gather.hears(review(guess, Verdict.CONFIRMED, 1));
      gather.hears(Topics.REVIEWS, "a", "{not a review");
      safe = gather.barrier();
    }
    try (Harness gather = new Harness(safe)) {
      gather.takes(guess);
      gather.takes(finding("b", "AC-02", Severity.HIGH, 24));
      gather.barrier();
      assertEquals(List.of(), gather.said());

      gather.takes(finding("c", "AC-02", Severity.HIGH, 24 * 40));
      gather.barrier();
      assertEquals(List.of("1 open"), gather.said());
    }
  }

  @Test
  void followsThePolicyOfItsRuleAlsoAfterARestart() throws Exception {
    OperatorSubtaskState safe;
    try (Harness gather = new Harness(null)) {
      gather.takes(finding("a", "AC-02", Severity.HIGH, 0));
      gather.barrier();
      gather.hears(Topics.POLICY, Policy.THRESHOLDS, "RK-01: {case_min: 200}");
      safe = gather.barrier();
      assertEquals(List.of("1 open", "2 retracted"), gather.said());
    }
    try (Harness gather = new Harness(safe)) {
      gather.takes(finding("b", "AC-02", Severity.HIGH, 1));
      gather.barrier();
      assertEquals(List.of(), gather.said());
    }
  }

  private static Review review(Finding finding, Verdict verdict, long atMs) {
    long untilMs = verdict == Verdict.EXPECTED ? MONDAY_0900 + 24 * 30 * HOUR_MS : 0;
    return Review.of(
        finding, "r" + atMs, verdict, untilMs, "as agreed", "grace", MONDAY_0900 + atMs);
  }

  private static Finding finding(String id, String rule, Severity severity, long hour) {
    long atMs = MONDAY_0900 + hour * HOUR_MS;
    return new Finding(
        id,
        1,
        false,
        rule,
        1,
        Purpose.SECURITY,
        severity,
        Dimension.ACCOUNT,
        "ada",
        "ada",
        "laptop-1",
        "",
        atMs,
        atMs,
        "",
        List.of(),
        List.of(),
        List.of());
  }

  private static final class Harness implements AutoCloseable {
    private final KeyedTwoInputStreamOperatorTestHarness<String, Finding, PolicyRecord, Case>
        operator;
    private long checkpoint;

    Harness(@Nullable OperatorSubtaskState restored) throws Exception {
      operator =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new Gather(), finding -> Subject.of(finding).toString(), null, Types.STRING);
      operator.setup();
      if (restored != null) {
        operator.initializeState(restored);
      }
      operator.open();
    }

    void takes(Finding finding) throws Exception {
      operator.processElement1(new StreamRecord<>(finding));
    }

    void hears(String topic, String key, String text) throws Exception {
      operator.processElement2(
          new StreamRecord<>(new PolicyRecord(topic, 0, 0, MONDAY_0900, key, text)));
    }

    void hears(Review review) throws Exception {
      hears(Topics.REVIEWS, review.finding(), ReviewJson.write(review));
    }

    OperatorSubtaskState barrier() throws Exception {
      operator.prepareSnapshotPreBarrier(++checkpoint);
      return operator.snapshot(checkpoint, checkpoint);
    }

    List<String> said() {
      return operator.extractOutputValues().stream()
          .map(one -> one.version() + (one.retracted() ? " retracted" : " open"))
          .toList();
    }

    @Override
    public void close() throws Exception {
      operator.close();
    }
  }
}
