package dev.plainsight.detect.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReviewsTest {
  private static final long DAY_MS = 86_400_000;
  private static final long MONDAY = 1_772_442_000_000L;

  private static final Finding FIRST = finding("f1", "AC-06", "ada", "PT", MONDAY);

  @Test
  void whatIsExpectedIsExpectedOfTheSameRulePersonAndContextUntilItsEnd() {
    Review expected = review(FIRST, "r1", Verdict.EXPECTED, 30, 1);
    Reviews reviews = Reviews.of(List.of(expected));
    assertEquals(Optional.of(expected), reviews.settingAside(FIRST));
    assertTrue(aside(reviews, finding("f2", "AC-06", "ada", "PT", MONDAY + 29 * DAY_MS)));
    assertFalse(aside(reviews, finding("f2", "AC-06", "ada", "PT", MONDAY + 40 * DAY_MS)));
    assertFalse(aside(reviews, finding("f0", "AC-06", "ada", "PT", MONDAY - DAY_MS)));
    assertFalse(aside(reviews, finding("f2", "AC-06", "ada", "US", MONDAY + DAY_MS)));
    assertFalse(aside(reviews, finding("f2", "AC-07", "ada", "PT", MONDAY + DAY_MS)));
    assertFalse(aside(reviews, finding("f2", "AC-06", "bob", "PT", MONDAY + DAY_MS)));
  }

  @Test
  void whatIsExplainedOrFalseIsSetAsideAlone() {
    Finding next = finding("f2", "AC-06", "ada", "PT", MONDAY + DAY_MS);
    for (Verdict verdict : List.of(Verdict.EXPLAINED, Verdict.FALSE_POSITIVE)) {
      Reviews reviews = Reviews.of(List.of(review(FIRST, "r1", verdict, 0, 1)));
      assertTrue(aside(reviews, FIRST));
      assertFalse(aside(reviews, next));
    }
  }

  @Test
  void aFindingsOwnReviewCountsBeforeWhatOthersExpect() {
    Finding next = finding("f2", "AC-06", "ada", "PT", MONDAY + DAY_MS);
    Reviews reviews =
        Reviews.of(
            List.of(
                review(FIRST, "r1", Verdict.EXPECTED, 30, 1),
                review(next, "r2", Verdict.CONFIRMED, 0, 2)));
    assertTrue(aside(reviews, FIRST));
    assertFalse(aside(reviews, next));
  }

  @Test
  void theNewestDecisionIsInForceWhateverTheOrderTheyComeIn() {
    List<Review> all =
        new ArrayList<>(
            List.of(
                review(FIRST, "r1", Verdict.CONFIRMED, 0, 1),
                review(FIRST, "r2", Verdict.NEEDS_REVIEW, 0, 2),
                review(FIRST, "r3", Verdict.EXPLAINED, 0, 3)));
    Random random = new Random(5);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(all, random);
      Reviews reviews = Reviews.of(all);
      assertTrue(aside(reviews, FIRST));
      assertFalse(reviews.isForeign(new Entity(Dimension.ACCOUNT, "ada"), event(12)));
    }
  }

  @Test
  void theEventsOfAnIncidentAreForeignToThePersonAndToNobodyElse() {
    for (Verdict verdict : List.of(Verdict.CONFIRMED, Verdict.RESOLVED)) {
      Reviews reviews = Reviews.of(List.of(review(FIRST, "r1", verdict, 0, 1)));
      assertTrue(reviews.isForeign(new Entity(Dimension.ACCOUNT, "ada"), event(12)));
      assertTrue(
          reviews.isForeign(new Entity(Dimension.PERSON_ON_DEVICE, "ada@laptop-1"), event(10)));
      assertFalse(reviews.isForeign(new Entity(Dimension.ACCOUNT, "bob"), event(12)));
      assertFalse(reviews.isForeign(new Entity(Dimension.ACCOUNT, "ada"), event(13)));
    }
  }

  @Test
  void aReviewWithoutAReasonOrAnEndOfWhatIsExpectedIsRefused() {
    assertRefused("reason", Verdict.CONFIRMED, 0, " ");
    assertRefused("reason", Verdict.CONFIRMED, 0, "x".repeat(2_001));
    assertRefused("end within a year", Verdict.EXPECTED, 0, "she travels");
    assertRefused("end within a year", Verdict.EXPECTED, 400, "she travels");
    assertRefused("only what is expected", Verdict.CONFIRMED, 30, "she travels");
  }

  private static void assertRefused(String why, Verdict verdict, int days, String reason) {
    long until = days == 0 ? 0 : MONDAY + days * DAY_MS;
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Review.of(FIRST, "r1", verdict, until, reason, "grace", MONDAY))
            .getMessage();
    assertTrue(message != null && message.contains(why), message);
  }

  @Test
  void onlyAnIncidentIsResolvedAndAResolvedOneIsLookedAtAnew() {
    assertEquals(
        List.of(Verdict.CONFIRMED),
        Arrays.stream(Verdict.values()).filter(v -> v.mayBecome(Verdict.RESOLVED)).toList());
    assertFalse(Verdict.RESOLVED.mayBecome(Verdict.EXPECTED));
    assertTrue(Verdict.RESOLVED.mayBecome(Verdict.NEEDS_REVIEW));
    assertTrue(Verdict.EXPECTED.mayBecome(Verdict.EXPECTED), "a longer time");
  }

  @Test
  void asJsonAndBackItIsTheSame() {
    Review review = review(FIRST, "r1", Verdict.EXPECTED, 30, 1);
    String json = ReviewJson.write(review);
    assertEquals(review, ReviewJson.read(json));
    assertFalse(json.contains("\n"));
    String noReason = json.replace("\"reason\":\"she travels\"", "\"reason\":\"\"");
    assertThrows(IllegalArgumentException.class, () -> ReviewJson.read(noReason));
    assertThrows(IllegalArgumentException.class, () -> ReviewJson.read("{}"));
  }

  private static boolean aside(Reviews reviews, Finding finding) {
    return reviews.settingAside(finding).isPresent();
  }

  private static Review review(Finding of, String id, Verdict verdict, int days, long at) {
    long until = days == 0 ? 0 : MONDAY + days * DAY_MS;
    return Review.of(of, id, verdict, until, "she travels", "grace", MONDAY + at);
  }

  private static Finding finding(String id, String rule, String person, String context, long atMs) {
    return new Finding(
        id,
        1,
        false,
        rule,
        1,
        Purpose.SECURITY,
        Severity.MEDIUM,
        Dimension.ACCOUNT,
        person,
        person,
        "laptop-1",
        context,
        atMs,
        atMs,
        "",
        List.of(),
        List.of(new EventRange("laptop-1", 3, 10, 12)),
        List.of());
  }

  private static IdentifiedEvent event(long seq) {
    return new IdentifiedEvent(
        "laptop-1",
        3L,
        seq,
        MONDAY,
        ActivityEvent.newBuilder().setOccurredAt(MONDAY).setEndedAt(MONDAY).setUser("ada").build());
  }
}
