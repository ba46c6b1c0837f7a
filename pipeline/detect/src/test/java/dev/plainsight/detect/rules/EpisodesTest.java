package dev.plainsight.detect.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.examples.Examples;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a finding says while it grows. */
class EpisodesTest {
  private static final long MINUTE_MS = 60_000;

  @Test
  void aJigglerIsFlaggedAfterTwoSteadyWindowsAndTheFindingGrows() {
    List<IdentifiedEvent> events = firstCase("WF-01");
    List<Finding> told = new Replay("WF-01").add(events).told();
    Finding first = told.get(0);
    Finding last = told.get(told.size() - 1);
    assertEquals(20 * MINUTE_MS, first.endedAt() - first.startedAt());
    assertEquals(40 * MINUTE_MS, last.endedAt() - last.startedAt());
    assertEquals(1, told.stream().map(Finding::id).distinct().count());
    assertEquals(5, last.version());
    assertEquals(List.of(new EventRange("laptop-1", 1, 1, 40)), last.events());
  }

  /** Once each window let go of all buckets, and the next began as if nothing had been before. */
  @Test
  void aJigglerIsFlaggedWhereWindowsOnlyTouchEachOther() {
    RuleBook apart =
        RuleBook.published()
            .overriddenBy(Map.of("WF-01", Map.of("slide_minutes", 10.0, "window_minutes", 10.0)));
    List<Finding> standing = new Replay("WF-01", apart).add(firstCase("WF-01")).standing();
    assertEquals(1, standing.size());
    assertEquals(40 * MINUTE_MS, standing.get(0).endedAt() - standing.get(0).startedAt());
  }

  @Test
  void aCallIsNamedAsABenignCause() {
    List<IdentifiedEvent> events = firstCase("WF-01");
    Objects.requireNonNull(events.get(10).getEvent().getPresence()).setInCall(true);
    Finding finding = new Replay("WF-01").add(events).standing().get(0);
    assertEquals(
        List.of("in_call=yes", "remote_session=no", "accessibility_tool=unknown", "tablet=unknown"),
        finding.benign());
  }

  @Test
  void aPolicyMovesTheThresholdAndTheFindingShowsIt() {
    RuleBook strict =
        RuleBook.published().overriddenBy(Map.of("AC-01", Map.of("failures_min", 3.0)));
    List<IdentifiedEvent> four = Examples.events(Examples.of("AC-01").get(2).get("events"));
    assertEquals(List.of(), new Replay("AC-01").add(four).standing());
    Finding found = new Replay("AC-01", strict).add(four).standing().get(0);
    assertEquals(3, found.measures().get(0).threshold());
    assertTrue(found.because().contains("rule: 3 failures within 60 s"), found.because());
  }

  @Test
  void aToolIsKnownByItsHashToo() {
    KnownTools tools = KnownTools.parse("[{name: Mover, sha256: [ABCD], certain: false}]");
    Process process =
        Process.newBuilder()
            .setAction(ProcessAction.START)
            .setExe("/tmp/x")
            .setSha256("abcd")
            .build();
    ActivityEvent event =
        ActivityEvent.newBuilder().setOccurredAt(0).setEndedAt(0).setProcess(process).build();
    assertEquals(new KnownTools.Match("Mover", "sha256 ABCD", false), tools.in(event));
    process.setAction(ProcessAction.STOP);
    assertEquals(null, tools.in(event));
  }

  private static List<IdentifiedEvent> firstCase(String rule) {
    JsonNode events = Examples.of(rule).get(0).get("events");
    return Examples.events(events);
  }
}
