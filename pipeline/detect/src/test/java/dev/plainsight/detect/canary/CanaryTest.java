package dev.plainsight.detect.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Folding;
import dev.plainsight.detect.Remembered;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.rules.Rules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CanaryTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

  /** They fold arrivals and batches: their canaries are made where batches are. */
  private static final Set<String> OF_BATCHES = Set.of("AG-01", "AG-02", "AG-03");

  @TestFactory
  Stream<DynamicTest> everyRulesCanaryIsFoundUnderThePublishedThresholds() {
    return rules().map(rule -> DynamicTest.dynamicTest(rule, () -> assertTrue(isFound(rule, ""))));
  }

  @TestFactory
  Stream<DynamicTest> everythingFoundOfACanaryIsKnownAsOne() {
    return rules()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule,
                    () -> {
                      for (Finding finding : findings(Canary.of(rule, DAY))) {
                        assertTrue(CanaryName.isOf(finding), finding::toString);
                        assertEquals(rule, CanaryName.rule(CanaryName.of(finding)));
                        assertEquals(DAY.toString(), CanaryName.day(CanaryName.of(finding)));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> noNameInACanaryIsOneThatSomebodyMayHave() {
    return rules()
        .map(rule -> DynamicTest.dynamicTest(rule, () -> assertMarked(Canary.of(rule, DAY))));
  }

  private static void assertMarked(Canary canary) {
    Map<String, Long> next = new HashMap<>();
    for (IdentifiedEvent event : canary.events()) {
      assertTrue(CanaryName.is(event.getDeviceId()));
      assertEquals(next.merge(event.getDeviceId(), 1L, Long::sum) - 1, event.getSeq());
      Logon logon = event.getEvent().getLogon();
      List<String> names = new ArrayList<>(List.of(event.getEvent().getUser()));
      if (logon != null) {
        names.addAll(List.of(logon.getTargetUser(), logon.getSourceIp(), logon.getSourceHost()));
      }
      names.removeIf(String::isEmpty);
      names.forEach(name -> assertTrue(CanaryName.is(name), name));
    }
  }

  @Test
  void aRuleSetTooHighForItsOwnExampleIsAsGoodAsOff() {
    assertFalse(isFound("AC-01", "AC-01: {failures_min: 500}"));
    assertFalse(isFound("RK-01", "RK-01: {case_min: 500}"));
    assertTrue(isFound("AC-02", "AC-01: {failures_min: 500}"));
  }

  @Test
  void whatConcernsAlsoARealDeviceIsNoCanary() {
    Finding finding = findings(Canary.of("AC-01", DAY)).get(0);
    assertTrue(CanaryName.isOf(finding));
    List<EventRange> both = new ArrayList<>(finding.events());
    both.add(new EventRange("laptop-1", 1, 1, 1));
    Finding mixed =
        new Finding(
            finding.id(),
            1,
            false,
            finding.rule(),
            1,
            finding.purpose(),
            finding.severity(),
            finding.dimension(),
            finding.entity(),
            "",
            "",
            "",
            0,
            0,
            "",
            List.of(),
            both,
            List.of());
    assertFalse(CanaryName.isOf(mixed));
    assertEquals("", CanaryName.rule("laptop-1"));
    assertEquals("", CanaryName.rule("canary.x"));
  }

  private static Stream<String> rules() {
    return RuleBook.published().rules().stream()
        .map(Rule::id)
        .filter(rule -> !OF_BATCHES.contains(rule));
  }

  private static boolean isFound(String rule, String policy) {
    RuleBook book =
        policy.isEmpty() ? RuleBook.published() : RuleBook.published().overriddenBy(policy);
    return Canary.of(rule, DAY).mustBeFound(timelines(book), book.rule("RK-01"));
  }

  private static Map<Dimension, Timeline> timelines(RuleBook book) {
    Map<Dimension, Timeline> timelines = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      timelines.put(dimension, new Timeline(dimension, Rules.all(), book));
    }
    return timelines;
  }

  /** As the stream would: under the surroundings that the canary's own names call for. */
  private static List<Finding> findings(Canary canary) {
    List<Finding> findings = new ArrayList<>();
    timelines(RuleBook.published())
        .forEach(
            (dimension, timeline) -> {
              Map<String, Remembered> memories = new HashMap<>();
              canary.events().stream()
                  .sorted(Comparator.comparing(EventOrder::of))
                  .filter(timeline::concerns)
                  .forEach(
                      event -> {
                        String key = dimension.keyOf(event);
                        if (!key.isEmpty()) {
                          Folding folding =
                              timeline.folding(
                                  memories.computeIfAbsent(key, one -> new Remembered()),
                                  new Entity(dimension, key),
                                  Canary.around(key),
                                  new ArrayList<>());
                          folding.add(event);
                          folding.finish();
                        }
                      });
              memories.values().forEach(memory -> findings.addAll(memory.standing()));
            });
    return findings;
  }
}
