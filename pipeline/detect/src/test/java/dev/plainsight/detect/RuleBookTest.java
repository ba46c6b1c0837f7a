package dev.plainsight.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.rules.Rules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBookTest {
  private static final String RULE =
      """
      AC-01:
        version: 1
        title: Brute force from one source
        purpose: security
        severity: medium
        dimensions: [source]
        thresholds:
          failures_min: {value: 5, min: 1, max: 1000, unit: failures, source: a log}
      """;

  @Test
  void everyDetectorIsPublished() {
    RuleBook book = RuleBook.published();
    Rules.all()
        .forEach(detector -> assertEquals(detector.ruleId(), book.rule(detector.ruleId()).id()));
  }

  @Test
  void aPolicyOverridesOneThresholdAndTheBookSaysSo() {
    RuleBook book = RuleBook.published().overriddenBy(Map.of("AC-01", Map.of("failures_min", 8.0)));
    assertEquals(8, book.rule("AC-01").threshold("failures_min"));
    assertEquals(60, book.rule("AC-01").threshold("window_s"));
    assertEquals(
        RuleBook.published().published("AC-01").get("failures_min"),
        book.published("AC-01").get("failures_min"));
    assertEquals(
        List.of("rule AC-01: threshold 'failures_min' is 8 by policy; published: 5"),
        book.overrides());
    assertTrue(RuleBook.published().overrides().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "AC-01|failures_min|0|rule AC-01: threshold 'failures_min' is 0; it must be 1..1000",
        "AC-01|failures_min|NaN|rule AC-01: threshold 'failures_min' is NaN; it must be 1..1000",
        "AC-01|failures|5|rule AC-01 has no threshold 'failures'; it has [failures_min]",
        "AC-99|failures_min|5|no rule 'AC-99' in the rule book; it has [AC-01]",
      })
  void refusesAnOverrideAndTellsWhy(String rule, String threshold, double value, String message) {
    RuleBook book = RuleBook.parse(RULE);
    assertRefused(message, () -> book.overriddenBy(Map.of(rule, Map.of(threshold, value))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "value: 5|value: 0.5|rule AC-01: threshold 'failures_min' is 0.5; it must be 1..1000",
        "value: 5|value: five|rule AC-01: threshold 'failures_min' lacks the number 'value'",
        "max: 1000|most: 1000|rule AC-01: threshold 'failures_min' lacks the number 'max'",
        "source: a log|why: a log|rule AC-01: threshold 'failures_min' lacks its 'source'",
        "version: 1|version: one|rule AC-01: 'version' is one; it must be a whole number from 1",
        "title:|name:|rule AC-01 lacks 'title'",
        "purpose: security|purpose: fun|rule AC-01: 'fun' is no purpose; known: [ACTIVITY,"
            + " SECURITY]",
        "severity: medium|severity: grave|rule AC-01: 'grave' is no severity; known: [INFO, LOW,"
            + " MEDIUM, HIGH]",
        "dimensions: [source]|dimensions: [planet]|rule AC-01: 'planet' is no dimension; known:"
            + " [PERSON_ON_DEVICE, PERSON, ACCOUNT, SOURCE, DEVICE, PROGRAMS]",
        "thresholds:|thresholds: none #|rule AC-01: 'thresholds' must be a map",
        "title: Brute|title: [Brute|the rule book is not YAML",
      })
  void refusesABookAndTellsWhy(String text, String with, String message) {
    String yaml = RULE.replace(text, with);
    if (with.contains("none #")) {
      yaml = yaml.substring(0, yaml.indexOf("none #") + 4) + "\n";
    }
    String wrong = yaml;
    assertRefused(message, () -> RuleBook.parse(wrong));
  }

  @Test
  void refusesWhatIsNoMapAndWhatIsThereTwice() {
    assertRefused(
        "the rule book must be a map from rule ids to rules", () -> RuleBook.parse("- a"));
    assertRefused("rule AC-01 must be a map of its fields", () -> RuleBook.parse("AC-01: yes"));
    assertRefused("the rule book is not YAML", () -> RuleBook.parse(RULE + RULE));
  }

  @Test
  void aThresholdThatIsNotPublishedIsABug() {
    assertRefused(
        "rule AC-01 publishes no threshold 'x'",
        () -> RuleBook.published().rule("AC-01").threshold("x"));
  }

  private static void assertRefused(String message, Runnable what) {
    String told = assertThrows(IllegalArgumentException.class, what::run).getMessage();
    assertTrue(told != null && told.startsWith(message), told);
  }
}
