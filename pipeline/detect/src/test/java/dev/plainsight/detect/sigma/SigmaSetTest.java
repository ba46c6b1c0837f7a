package dev.plainsight.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SigmaSetTest {
  private static final String ROOT_BY_SSH = "5a3d7b1e-0c4f-4f0e-9a4e-6f2f6f0e1a06";
  private static final int SHIPPED = SigmaRules.published().rules().size();

  private static RuleText rule(String title, String id, String detection) {
    return new RuleText(
        title + ".yml",
        "title: %s\nid: %s\nlogsource: {product: plainsight, category: process}\ndetection: %s"
            .formatted(title, id, detection));
  }

  private static SigmaSet of(boolean shipped, RuleText... texts) {
    return new SigmaSet(List.of(texts), "", Map.of(), shipped);
  }

  @Test
  void comesBackFromItsTextAsItWas() {
    SigmaSet set =
        new SigmaSet(
            List.of(new RuleText("ä.yml", "title: \"x\\ny\"")),
            "own: []",
            Map.of("a", List.of("b")),
            false);
    assertEquals(set, SigmaSet.read(set.toJson()));
    assertEquals(SigmaSet.SHIPPED, SigmaSet.read(""));
  }

  @Test
  void holdsBesideTheShippedRulesOrWithoutThem() {
    RuleText own = rule("own", "1", "{s: {exe: /x}, condition: s}");
    assertEquals(SHIPPED + 1, of(true, own).compiled().rules().rules().size());
    assertEquals(1, of(false, own).compiled().rules().rules().size());
    assertEquals(SHIPPED, SigmaSet.SHIPPED.compiled().rules().rules().size());
  }

  @Test
  void oneOfTheSameIdTakesTheShippedRulesPlace() {
    SigmaRules rules =
        of(true, rule("ours", ROOT_BY_SSH, "{s: {exe: /x}, condition: s}")).compiled().rules();
    assertEquals(SHIPPED, rules.rules().size());
    SigmaRule rule = rules.rule(ROOT_BY_SSH);
    assertEquals("ours", rule == null ? "" : rule.title());
    assertEquals(List.of(), rules.refusals());
  }

  @Test
  void takesNamesAndPlaceholders() {
    SigmaSet set =
        new SigmaSet(
            List.of(rule("own", "1", "{s: {program|expand: '%bad%'}, condition: s}")),
            "own: [{event: process, fields: {program: '{exe}'}}]",
            Map.of("bad", List.of("/bad")),
            false);
    SigmaSet.Compiled compiled = SigmaSet.read(set.toJson()).compiled();
    ActivityEvent started =
        ActivityEvent.newBuilder()
            .setOccurredAt(1L)
            .setEndedAt(1L)
            .setProcess(Process.newBuilder().setAction(ProcessAction.START).setExe("/bad").build())
            .build();
    assertEquals(
        1, compiled.rules().matches(compiled.taxonomy().event("laptop-1", started)).size());
  }

  @Test
  void isRefusedAsAWholeWhereNothingOfItCanBeInForce() {
    RuleText broken = new RuleText("broken.yml", "title: broken");
    assertEquals(
        "no Sigma rule can be loaded; the first of 1 refused: sigma broken.yml (broken): it lacks"
            + " its 'logsource'",
        refusal(() -> of(true, broken).compiled()));
    assertEquals(
        "no Sigma rule is given, and the shipped ones are left out",
        refusal(() -> of(false).compiled()));
    assertEquals(
        "sigma taxonomy: it is not YAML: line 2: expected ',' or ']', but got <stream end>",
        refusal(() -> new SigmaSet(List.of(), "own:\n [a", Map.of(), true).compiled()));
    assertEquals(
        "sigma taxonomy: 'event' must hold text, and holds a map or a list",
        refusal(() -> new SigmaSet(List.of(), "own: [{event: [a]}]", Map.of(), true).compiled()));
    assertTrue(refusal(() -> SigmaSet.read("AC-01: {}")).startsWith("no set of Sigma rules: "));
    assertTrue(refusal(() -> SigmaSet.read("null")).startsWith("no set of Sigma rules"));
    assertTrue(refusal(() -> SigmaSet.read("{\"rules\":[]}")).startsWith("no set of Sigma rules"));
    assertTrue(
        refusal(
                () ->
                    SigmaSet.read(
                        "{\"rules\":[null],\"taxonomy\":\"\",\"placeholders\":{}"
                            + ",\"shipped\":true}"))
            .startsWith("no set of Sigma rules"));
  }

  @Test
  void isBoundedInBytesAndInRules() {
    RuleText large = new RuleText("large.yml", "#".repeat(SigmaSet.BYTES_MAX));
    assertTrue(
        refusal(() -> of(true, large).toJson())
            .endsWith("in one text; at most 16777216 are taken"));
    RuleText[] texts = new RuleText[5];
    for (int i = 0; i < texts.length; i++) {
      StringBuilder many = new StringBuilder();
      for (int j = 0; j < 4_001; j++) {
        many.append("title: r%d-%d\nlogsource: {product: x}\n".formatted(i, j));
        many.append("detection: {s: {f: 1}, condition: s}\n---\n");
      }
      texts[i] = new RuleText(i + ".yml", many.toString());
    }
    assertEquals(
        "20005 Sigma rules are given; at most 20000 are taken",
        refusal(() -> of(false, texts).compiled()));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable refused) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, refused).getMessage());
  }
}
