package dev.plainsight.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
  private static final String SEARCHES =
      "sel_a: {a: 1}, sel_b: {b: 1}, filter: {c: 1}, _hidden: {d: 1}, kw: [word]";

  @ParameterizedTest(name = "{0} fires on {1}, not on {2}")
  @CsvSource(
      delimiter = '~',
      value = {
        "sel_a ~ {a: 1} ~ {b: 1}",
        "sel_a and sel_b ~ {a: 1, b: 1} ~ {a: 1}",
        "sel_a or sel_b ~ {b: 1} ~ {c: 1}",
        "sel_a and not filter ~ {a: 1} ~ {a: 1, c: 1}",
        "not filter ~ {x: 1} ~ {c: 1}",
        "not not sel_a ~ {a: 1} ~ {b: 1}",
        // and binds stronger than or
        "sel_a or sel_b and filter ~ {a: 1} ~ {b: 1}",
        "(sel_a or sel_b) and filter ~ {b: 1, c: 1} ~ {a: 1}",
        "not (sel_a or sel_b) ~ {c: 1} ~ {b: 1}",
        "1 of sel_* ~ {b: 1} ~ {c: 1}",
        "any of sel_* ~ {a: 1} ~ {c: 1}",
        "all of sel_* ~ {a: 1, b: 1} ~ {a: 1}",
        "1 of them ~ {c: 1} ~ {x: 1}",
        // an underscore hides from 'them'
        "1 of them ~ {a: 1} ~ {d: 1}",
        "all of them ~ {a: 1, b: 1, c: 1, x: a word} ~ {a: 1, b: 1, c: 1, d: 1}",
        "1 of _hid* ~ {d: 1} ~ {a: 1}",
        "1 of s*l_b ~ {b: 1} ~ {c: 1}",
        "sel_a and not 1 of filter* ~ {a: 1} ~ {a: 1, c: 1}",
        "SEL_A ~ {a: 1} ~ {b: 1}",
        "sel_a AND NOT filter OR kw ~ {x: word} ~ {a: 1, c: 1}",
        "[sel_a, sel_b and filter] ~ {b: 1, c: 1} ~ {b: 1}",
      })
  void holdsAsSpecified(String condition, String firing, String silent) {
    String written = condition.equals("SEL_A") ? "sel_a" : condition;
    SigmaRules rules = Sigma.detecting("{" + SEARCHES + ", condition: " + written + "}");
    assertEquals(true, Sigma.matches(rules, firing), "on " + firing);
    assertEquals(false, Sigma.matches(rules, silent), "on " + silent);
  }

  @Test
  void aGlobalDocumentGivesTheOthersTheirDefaults() {
    SigmaRules rules =
        SigmaRules.of(
            List.of(
                new RuleText(
                    "many.yml",
                    """
                    action: global
                    logsource: {category: test}
                    level: high
                    detection: {condition: s}
                    ---
                    title: one
                    detection: {s: {f: 1}}
                    ---
                    title: two
                    level: low
                    detection: {s: {f: 2}}
                    ---
                    action: repeat
                    title: three
                    detection: {s: {f: 3}}
                    ---
                    action: reset
                    ---
                    title: four
                    detection: {s: {f: 1}, condition: s}
                    """)));
    assertEquals(
        "one HIGH, two LOW, three LOW",
        rules.rules().stream()
            .map(rule -> rule.title() + " " + rule.level())
            .collect(Collectors.joining(", ")));
    assertEquals(
        "sigma many.yml (four): it lacks its 'logsource'", rules.refusals().get(0).toString());
    assertEquals("three", rules.matches(Sigma.event("{f: 3}")).get(0).title());
  }

  @Test
  void aRuleIsForItsLogsourceOnly() {
    SigmaRules rules =
        SigmaRules.of(
            List.of(
                new RuleText(
                    "a.yml",
                    "{title: a, logsource: {product: Windows}, detection: {s: {f: 1}, condition:"
                        + " s}}"),
                new RuleText(
                    "b.yml",
                    "{title: b, logsource: {product: windows, category: process_creation},"
                        + " detection: {s: {f: 1}, condition: s}}")));
    assertEquals("a b", titles(rules, new Logsource("process_creation", "windows", "sysmon")));
    assertEquals("a", titles(rules, new Logsource("", "windows", "security")));
    assertEquals("", titles(rules, new Logsource("process_creation", "linux", "")));
  }

  private static String titles(SigmaRules rules, Logsource source) {
    return rules.matches(new SigmaEvent(List.of(source), java.util.Map.of("f", 1))).stream()
        .map(SigmaRule::title)
        .collect(Collectors.joining(" "));
  }

  @Test
  void aRuleTellsWhoseItIsAndWhatItIsAbout() {
    SigmaRule rule =
        SigmaRules.of(
                List.of(
                    new RuleText(
                        "r.yml",
                        """
                        title: a title
                        id: 929a690e-bef0-4204-a928-ef5e620d6fcc
                        name: a_name
                        status: test
                        author: Ada
                        license: DRL-1.1
                        date: 2026-03-02
                        level: critical
                        tags: [attack.credential-access, attack.t1110.003, attack.t1078, cve.2021-1]
                        falsepositives: [tests]
                        logsource: {category: test}
                        detection: {s: {f: 1}, condition: s}
                        """)))
            .rules()
            .iterator()
            .next();
    assertEquals("929a690e-bef0-4204-a928-ef5e620d6fcc", rule.key());
    assertEquals("Ada", rule.author());
    assertEquals("DRL-1.1", rule.license());
    assertEquals(List.of("T1110.003", "T1078"), rule.techniques());
    assertEquals(Level.CRITICAL, rule.level());
    assertEquals(dev.plainsight.detect.Severity.HIGH, rule.level().severity());
    assertEquals(List.of("tests"), rule.falsePositives());
  }
}
