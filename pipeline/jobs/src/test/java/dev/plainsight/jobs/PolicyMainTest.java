package dev.plainsight.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.sigma.SigmaSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said and published; where it goes is a map here. */
class PolicyMainTest {
  private static final String RULE =
      """
      title: Fishy
      logsource: {product: linux}
      detection: {s: {Image|expand: '%bad%'}, condition: s}
      """;

  @TempDir Path folder;
  private final Map<String, String> published = new TreeMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int policy(String... args) throws InterruptedException {
    return new PolicyMain(
            stream(out),
            stream(err),
            published::put,
            (thresholds, days) -> out.writeBytes((days + " days").getBytes(StandardCharsets.UTF_8)))
        .run(List.of(args));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void putsThresholdsInForce() throws Exception {
    String text = "AC-01: {failures_min: 8}";
    assertEquals(0, policy(file("t.yaml", text)));
    assertEquals(Map.of(Policy.THRESHOLDS, text), published);
    assertTrue(said().endsWith("1 thresholds are not as published\n"), said());
  }

  @Test
  void previewsThresholdsAndPublishesNothing() throws Exception {
    String file = file("t.yaml", "AC-01: {failures_min: 8}");
    assertEquals(0, policy(file, "--preview", "30"));
    assertEquals("30 days", said());
    assertEquals(Map.of(), published);
    assertEquals(2, policy(file, "--preview", "0"));
    assertEquals(2, policy("--sigma-default", "--preview", "30"));
    assertEquals(2, policy(file("u.yaml", "AC-01: {failures_min: 0}"), "--preview", "30"));
  }

  @Test
  void putsAFolderOfRulesInForceAsOneText() throws Exception {
    file("rules/a/fishy.yml", RULE);
    String placeholders = file("bad.yaml", "bad: [/bad, /worse]");
    String taxonomy = file("names.yaml", "own: [{event: process, fields: {Image: '{exe}'}}]");

    String rules = folder.resolve("rules").toString();
    assertEquals(
        0, policy("--sigma", rules, "--placeholders", placeholders, "--taxonomy", taxonomy));

    SigmaSet set = SigmaSet.read(published.getOrDefault(Policy.SIGMA, ""));
    assertEquals(List.of("a/fishy.yml"), set.rules().stream().map(text -> text.name()).toList());
    assertEquals(Map.of("bad", List.of("/bad", "/worse")), set.placeholders());
    assertTrue(set.shipped());
    assertTrue(
        said().startsWith("15 Sigma rules are in force (14 of them shipped), 0 refused"), said());
  }

  @Test
  void namesEachRefusedRuleAndTheReasonAndPutsTheOthersInForce() throws Exception {
    file("rules/fishy.yml", RULE.replace("|expand", ""));
    file("rules/broken.yml", "title: Broken\n  x: [");
    file("rules/odd.yml", RULE);

    assertEquals(1, policy("--sigma", folder.resolve("rules").toString(), "--only"));

    assertEquals(
        List.of(
            "refused: sigma broken.yml: not YAML: line 2: mapping values are not allowed here",
            "refused: sigma odd.yml (Fishy): 'Image|expand': the policy gives no values for"
                + " placeholder %bad%"),
        complained().lines().toList());
    assertEquals("1 Sigma rules are in force (0 of them shipped), 2 refused\n", said());
  }

  @Test
  void putsTheShippedRulesBackByAnEmptyText() throws Exception {
    assertEquals(0, policy("--sigma-default"));
    assertEquals(Map.of(Policy.SIGMA, ""), published);
  }

  @Test
  void checksWithoutAChange() throws Exception {
    assertEquals(0, policy("--check", "--sigma", file("r.yml", RULE.replace("|expand", ""))));
    assertEquals(Map.of(), published);
    assertTrue(said().startsWith("15 Sigma rules would be in force"), said());
  }

  @Test
  void changesNothingWhereAnythingCannotBeMeantSo() throws Exception {
    String rule = file("r.yml", RULE);
    refuses("missing.yaml is not there", folder.resolve("missing.yaml").toString());
    refuses("gone is not there", "--sigma", folder.resolve("gone").toString());
    refuses("holds no .yml file", "--sigma", Files.createDirectory(folder.resolve("e")).toString());
    refuses(
        "t.yaml: rule AC-01: threshold 'failures_min' is 0",
        file("t.yaml", "AC-01: {failures_min: 0}"));
    refuses("line 1", file("u.yaml", "AC-01: ["));
    refuses("no Sigma rule can be loaded; the first of 1 refused: sigma r.yml", "--sigma", rule);
    refuses(
        "p.yaml: not YAML: line 1: ", "--sigma", rule, "--placeholders", file("p.yaml", "a: ["));
    refuses("sigma taxonomy: ", "--sigma", rule, "--taxonomy", file("x.yaml", "mine: []"));
    refuses("give one of FILE, --sigma PLACE and --sigma-default", "--sigma-default", rule);
    refuses("--only, --taxonomy and --placeholders go with --sigma", "--sigma-default", "--only");
    refuses("'--sgima' is not known here", "--sgima", rule);
    refuses("--sigma wants one path", "--sigma");
  }

  private void refuses(String why, String... args) throws Exception {
    err.reset();
    assertEquals(2, policy(args), why);
    assertTrue(complained().contains(why), () -> why + " is not in " + complained());
    assertTrue(complained().endsWith("Nothing was changed.\n"), this::complained);
    assertEquals(Map.of(), published);
  }

  @Test
  void explainsItself() throws Exception {
    assertEquals(0, policy("--help"));
    assertTrue(said().contains("policy --sigma PLACE"));
  }
}
