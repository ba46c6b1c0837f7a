package dev.plainsight.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not loaded, and the reason told: never is a rule skipped in silence. */
class RefusalsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "{s: {f|shout: a}, condition: s} ~ 'f|shout': unknown modifier 'shout'",
        "{s: {f|contains|c: a}, condition: s} ~ 'f|contains|c': unknown modifier 'c'",
        "{s: {f|i: a}, condition: s} ~ 'f|i': modifier 'i' must follow 're'",
        "{s: {f|re: '(?=a)b'}, condition: s} ~ 'f|re': a regular expression that cannot be run in"
            + " linear time",
        "{s: {f|re: '(a)\\1'}, condition: s} ~ 'f|re': a regular expression that cannot be run in"
            + " linear time",
        "{s: {f|re: '(a'}, condition: s} ~ 'f|re': a regular expression that cannot be run in"
            + " linear time",
        "{s: {f|re|endswith: a}, condition: s} ~ 'f|re|endswith': a regular expression takes no"
            + " modifier of text",
        "{s: {f|re|cidr: a}, condition: s} ~ 'f|re|cidr': 're' and 'cidr' do not go together",
        "{s: {f|cidr: 10.0.0.0/33}, condition: s} ~ 'f|cidr': '10.0.0.0/33' is no network",
        "{s: {f|cidr: host}, condition: s} ~ 'f|cidr': 'host' is no network",
        "{s: {f|exists: maybe}, condition: s} ~ 'f|exists': 'maybe' is neither true nor false",
        "{s: {f|gt: many}, condition: s} ~ 'f|gt': 'many' is not a number to compare with",
        "{s: {f|hour: noon}, condition: s} ~ 'f|hour': 'noon' is not a number to compare with",
        "{s: {f|contains: null}, condition: s} ~ 'f|contains': null takes no modifier",
        "{s: {f|base64: 'a*'}, condition: s} ~ 'f|base64': 'base64' cannot encode a wildcard",
        "{s: {f|base64offset|contains: a}, condition: s} ~ 'base64offset' of a value so short",
        "{s: {f|expand: '%hosts%'}, condition: s} ~ 'f|expand': the policy gives no values for"
            + " placeholder %hosts%",
        "{s: {f|expand: '%none%'}, condition: s} ~ 'f|expand' expands to 0 values",
        "{s: {f: []}, condition: s} ~ 'f' has an empty list of values",
        "{s: {f: {g: a}}, condition: s} ~ 'f': a value may not be a map",
        "{s: {f: [[a]]}, condition: s} ~ 'f': a value may not be a map or a list",
        "{s: {}, condition: s} ~ search identifier 's' is empty",
        "{s: [], condition: s} ~ search identifier 's' is empty",
        "{s: {f: a}} ~ the detection lacks its 'condition'",
        "{s: {f: a}, condition: []} ~ the detection has an empty list of conditions",
        "{s: {f: a}, condition: t} ~ condition 't': there is no 't' among [s]",
        "{s: {f: a}, condition: s and} ~ condition 's and': it ends too early",
        "{s: {f: a}, condition: (s} ~ condition '(s': a ')' is missing",
        "{s: {f: a}, condition: s s} ~ condition 's s': 's' is not expected there",
        "{s: {f: a}, condition: 1 of x*} ~ condition '1 of x*': nothing is named 'x*'",
        "{s: {f: a}, condition: 1 of} ~ condition '1 of': 'of' lacks what it is of",
        "{s: {f: a}, condition: 2 of s*} ~ condition '2 of s*': '2 of' is neither",
        "{s: {f: a}, condition: s | count() > 5} ~ condition 's | count() > 5': aggregations after"
            + " '|'",
        "{s: {f: a}, timeframe: 5m, condition: s} ~ 'timeframe' was replaced by correlation rules",
      })
  void namesTheReason(String detection, String reason) {
    String told = Sigma.refusal(detection);
    assertNotNull(told, "was loaded");
    assertTrue(told.startsWith(reason), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "a: [b ~ not YAML: line 1: expected ',' or ']', but got",
        "{title: [a], logsource: {product: x}, detection: {}} ~ 'title' must hold text, and holds",
        "- a ~ a document is no map",
        "# nothing ~ it holds no rule",
        "title: a ~ it lacks its 'logsource'",
        "{title: a, logsource: {product: x}} ~ it has neither 'detection' nor 'correlation'",
        "detection: {s: {f: 1}, condition: s} ~ it lacks its 'title'",
        "{title: a, logsource: {definition: x}, detection: {}} ~ its logsource names neither",
        "{title: a, taxonomy: ecs, logsource: {product: x}, detection: {}} ~ taxonomy 'ecs' is not"
            + " known",
        "{title: a, status: deprecated, logsource: {product: x}, detection: {}} ~ its status is"
            + " 'deprecated'",
        "{title: a, level: grave, logsource: {product: x}, detection: {}} ~ level 'grave' is not"
            + " known",
        "{title: a, filter: {rules: [b]}} ~ Sigma filters are not supported",
        "{title: a, action: dance} ~ 'action' is 'dance'",
        "{title: a, title: b} ~ not YAML: line 1: found duplicate key title",
      })
  void refusesADocumentAndTellsWhy(String yaml, String reason) {
    Refusal refusal = SigmaRules.of(List.of(new RuleText("a.yml", yaml))).refusals().get(0);
    assertEquals("a.yml", refusal.file());
    String told = refusal.reason();
    assertTrue(told.startsWith(reason), told);
  }

  @Test
  void theSameRuleIsLoadedOnce() {
    RuleText text = Sigma.text("{s: {f: 1}, condition: s}");
    SigmaRules rules = SigmaRules.of(List.of(text, text));
    assertEquals(1, rules.rules().size());
    assertEquals("a rule 'a test' is there already", rules.refusals().get(0).reason());
  }

  @Test
  void aBombOfAliasesIsRefused() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 200; i++) {
      yaml.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1);
      yaml.append(", *a").append(i - 1).append("]\n");
    }
    List<Refusal> refusals =
        SigmaRules.of(List.of(new RuleText("bomb.yml", yaml.toString()))).refusals();
    assertTrue(refusals.get(0).reason().startsWith("not YAML"), refusals.toString());
  }

  @Test
  void aDeepConditionIsRefusedNotOverrun() {
    String deep = "(".repeat(300) + "s" + ")".repeat(300);
    String told = Sigma.refusal("{s: {f: 1}, condition: " + deep + "}");
    assertTrue(told != null && told.endsWith("it is nested deeper than 50"), told);
  }

  /** Nine levels of nine aliases: 81 of them would stand for 387 million values. */
  @Test
  void aTitleThatWouldBeSpelledOutWithoutEndIsRefused() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i <= 9; i++) {
      String nine = String.join(", ", Collections.nCopies(9, "*a" + (i - 1)));
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, nine));
    }
    RuleText text = new RuleText("bomb.yml", yaml + "title: *a9\n");
    String told = SigmaRules.of(List.of(text)).refusals().get(0).reason();
    assertTrue(told.startsWith("not YAML: Number of aliases"), told);
  }

  @Test
  void whatComparesWithTooManyValuesIsRefused() {
    String values = "v, ".repeat(20_001);
    assertEquals(
        "the detection compares with more than 20000 values",
        Sigma.refusal("{s: {f: [" + values + "]}, condition: s}"));
    String again = "s or ".repeat(300) + "s";
    assertEquals(
        "the condition names more than 100000 values in all",
        Sigma.refusal("{s: {f: [" + "v, ".repeat(500) + "]}, condition: " + again + "}"));
  }

  @Test
  void aRegularExpressionOfManyGroupsIsRefusedNotOverrun() {
    String deep = "(".repeat(1_500) + "a" + ")".repeat(1_500);
    assertEquals(
        "'f|re': the regular expression has more than 200 groups",
        Sigma.refusal("{s: {f|re: '" + deep + "'}, condition: s}"));
    String nested = "(".repeat(200) + "a" + ")".repeat(200);
    assertTrue(Sigma.matches(Sigma.where("{f|re: '" + nested + "'}"), "{f: bab}"));
  }
}
