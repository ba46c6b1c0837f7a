package dev.plainsight.detect.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.examples.ExampleSurroundings;
import dev.plainsight.detect.examples.Examples;
import dev.plainsight.detect.review.Review;
import dev.plainsight.detect.review.Reviews;
import dev.plainsight.detect.review.Verdict;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What was confirmed as an incident does not become usual.
 *
 * <pre>
 * events      usual ... X (found)          X again, a week later
 * no review             X is known now     silent
 * confirmed             X stays foreign    found again
 * </pre>
 */
class IncidentsTeachNothingTest {
  private static final long WEEK_MS = 7L * 24 * 60 * 60 * 1_000;

  @TestFactory
  Stream<DynamicTest> theSameAgainIsFoundAgain() {
    return Stream.of("AC-06", "AC-07", "AC-08", "AC-11")
        .map(rule -> DynamicTest.dynamicTest(rule, () -> isFoundAgain(rule)));
  }

  private static void isFoundAgain(String rule) {
    JsonNode one =
        Examples.of(rule).stream().filter(each -> each.get("finds").asInt() == 1).findFirst().get();
    Surroundings around = ExampleSurroundings.of(one.path("around"));
    List<IdentifiedEvent> once = Replay.sorted(Examples.events(one.get("events")));
    Finding found = replay(rule, around, once).get(0);
    List<IdentifiedEvent> twice = new ArrayList<>(once);
    twice.add(aWeekLater(of(found, once)));
    assertEquals(1, replay(rule, around, twice).size(), "known by now");

    Surroundings reviewed = around.with(Reviews.of(List.of(confirmed(found))));
    assertEquals(List.of(found), replay(rule, reviewed, once), "the finding itself stays");
    assertEquals(2, replay(rule, reviewed, twice).size());
  }

  private static List<Finding> replay(
      String rule, Surroundings around, List<IdentifiedEvent> events) {
    return new Replay(rule, RuleBook.published(), around).add(events).standing();
  }

  private static Review confirmed(Finding found) {
    return Review.of(
        found, "r1", Verdict.CONFIRMED, 0, "it was not her", "grace", found.endedAt() + 1);
  }

  private static IdentifiedEvent of(Finding found, List<IdentifiedEvent> events) {
    long seq = found.events().get(0).lastSeq();
    return events.stream().filter(event -> event.getSeq() == seq).findFirst().get();
  }

  private static IdentifiedEvent aWeekLater(IdentifiedEvent event) {
    IdentifiedEvent later = IdentifiedEvent.newBuilder(event).build();
    later.setSeq(event.getSeq() + 100_000);
    later.getEvent().setOccurredAt(event.getEvent().getOccurredAt() + WEEK_MS);
    later.getEvent().setEndedAt(event.getEvent().getEndedAt() + WEEK_MS);
    return later;
  }
}
