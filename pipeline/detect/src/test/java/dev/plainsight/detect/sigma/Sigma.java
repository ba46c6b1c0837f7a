package dev.plainsight.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** Rules and events in a line each, for tests. */
final class Sigma {
  static final Logsource SOURCE = new Logsource("test", "", "");

  private Sigma() {}

  /** A rule of this detection, in YAML's flow style, with the condition {@code s}. */
  static SigmaRules where(String search) {
    return detecting("{s: " + search + ", condition: s}");
  }

  static SigmaRules detecting(String detection) {
    SigmaRules rules = SigmaRules.of(List.of(text(detection)), PLACEHOLDERS);
    assertEquals(List.of(), rules.refusals());
    return rules;
  }

  static final Map<String, List<String>> PLACEHOLDERS =
      Map.of("admins", List.of("root", "adm_*"), "none", List.of());

  static RuleText text(String detection) {
    return new RuleText(
        "test.yml", "title: a test\nlogsource: {category: test}\ndetection: " + detection);
  }

  static SigmaEvent event(String fields) {
    Map<String, Object> nested = new Yaml().load(fields);
    return SigmaEvent.of(SOURCE, nested);
  }

  /** Whether the one rule matches, on which both ways of judging must agree. */
  static boolean matches(SigmaRules rules, String fields) {
    SigmaEvent event = event(fields);
    List<SigmaRule> matches = rules.matches(event);
    assertEquals(rules.matchesOneByOne(event), matches, "the plan differs on " + fields);
    return !matches.isEmpty();
  }

  /** The only refusal's reason; null where all was loaded. */
  static @Nullable String refusal(String detection) {
    List<Refusal> refusals =
        new ArrayList<>(SigmaRules.of(List.of(text(detection)), PLACEHOLDERS).refusals());
    return refusals.isEmpty() ? null : refusals.get(0).reason();
  }
}
