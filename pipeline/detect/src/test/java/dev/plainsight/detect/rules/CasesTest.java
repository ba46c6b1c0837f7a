package dev.plainsight.detect.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.examples.ExampleSurroundings;
import dev.plainsight.detect.examples.Examples;
import dev.plainsight.detect.risk.Case;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every rule of the book explains itself and proves itself. */
class CasesTest {
  private static final List<String> SECTIONS =
      List.of("## What", "## Why", "## Thresholds", "## Benign causes", "## ATT&CK", "## TSC");

  @TestFactory
  Stream<DynamicTest> everyRuleHasItsExplanationAndBothKindsOfCases() {
    return rules().map(rule -> DynamicTest.dynamicTest(rule.id(), () -> isComplete(rule)));
  }

  @TestFactory
  Stream<DynamicTest> everyCaseFindsWhatItSays() {
    return rules()
        .flatMap(
            rule ->
                Examples.of(rule.id()).stream()
                    .map(
                        one ->
                            DynamicTest.dynamicTest(
                                rule.id() + ": " + one.get("case").asText(),
                                () -> findsWhatItSays(rule, one))));
  }

  private static Stream<Rule> rules() {
    return RuleBook.published().rules().stream();
  }

  private static void isComplete(Rule rule) {
    String text = Examples.resource("/rules/" + rule.id() + "/rule.md");
    assertNotNull(text, "rule " + rule.id() + " lacks its rule.md");
    for (String section : SECTIONS) {
      assertTrue(text.contains(section), "rule.md of " + rule.id() + " lacks '" + section + "'");
    }
    rule.thresholds()
        .keySet()
        .forEach(
            name -> assertTrue(text.contains("`" + name + "`"), rule.id() + " explains " + name));
    List<JsonNode> cases = Examples.of(rule.id());
    assertTrue(cases.stream().anyMatch(one -> finds(one) > 0), rule.id() + " lacks a firing case");
    assertTrue(cases.stream().anyMatch(one -> finds(one) == 0), rule.id() + " lacks a silent case");
  }

  private static List<IdentifiedEvent> sorted(JsonNode one) {
    return Replay.sorted(Examples.events(one.get("events")));
  }

  private static int finds(JsonNode one) {
    return one.get("finds").asInt();
  }

  private static void findsWhatItSays(Rule rule, JsonNode one) {
    if (rule.id().equals("RK-01")) {
      List<Case> cases = RiskCases.of(rule, one);
      assertEquals(finds(one), cases.size(), cases::toString);
      saysWhy(one, cases.stream().map(Case::because).toList());
      return;
    }
    List<Finding> standing =
        switch (rule.id()) {
          case "AG-01" -> ArrivalCases.silences(rule, one.get("arrivals"));
          case "AG-02" -> ArrivalCases.gaps(rule, one.get("batches"));
          case "AG-03" -> ArrivalCases.refused(rule, one.get("refused"));
          default ->
              new Replay(
                      rule.id(), RuleBook.published(), ExampleSurroundings.of(one.path("around")))
                  .add(sorted(one))
                  .standing();
        };
    assertEquals(finds(one), standing.size(), () -> "stands: " + standing);
    saysWhy(one, standing.stream().map(Finding::because).toList());
    for (JsonNode context : one.path("context")) {
      List<String> contexts = standing.stream().map(Finding::context).toList();
      assertTrue(contexts.contains(context.asText()), () -> context + " is not in " + contexts);
    }
  }

  private static void saysWhy(JsonNode one, List<String> said) {
    for (JsonNode words : one.path("because")) {
      assertTrue(
          said.stream().anyMatch(because -> because.contains(words.asText())),
          () -> "'" + words.asText() + "' is not in " + said);
    }
  }
}
