package dev.plainsight.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The rules that are shipped: ten are told of, each explained, credited, and proved by a case. */
class ShippedRulesTest {
  private static final SigmaRules RULES = SigmaRules.published();

  private static List<SigmaRule> told() {
    return RULES.rules().stream().filter(rule -> !RULES.isOnlyCounted(rule)).toList();
  }

  private static String text(String name) throws IOException {
    try (InputStream in = SigmaRules.class.getResourceAsStream("/rules/SW-05/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void tenAreToldOf() {
    assertEquals(List.of(), RULES.refusals());
    assertEquals(10, told().size());
  }

  @Test
  void eachSaysWhoWroteItWhatItIsForAndWhatIsBenign() {
    for (SigmaRule rule : told()) {
      assertEquals("Plainsight", rule.author(), rule.title());
      assertTrue(!rule.techniques().isEmpty(), rule.title());
      assertTrue(!rule.falsePositives().isEmpty(), rule.title());
      assertTrue(SigmaRules.isShipped(rule), rule.file());
    }
  }

  @Test
  void eachIsListedWithItsLevel() throws IOException {
    String explained = text("rule.md");
    for (SigmaRule rule : told()) {
      String row =
          "| %s | %s |".formatted(rule.title(), rule.level().name().toLowerCase(Locale.ROOT));
      assertTrue(explained.contains(row), () -> row + " is not in rule.md");
    }
  }

  @Test
  void eachHasACaseInWhichItFires() throws IOException {
    String cases = text("cases.jsonl");
    for (SigmaRule rule : told()) {
      assertTrue(cases.contains(rule.title()), () -> rule.title() + " has no case");
    }
  }
}
