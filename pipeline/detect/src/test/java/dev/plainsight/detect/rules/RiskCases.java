package dev.plainsight.detect.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.examples.Examples;
import dev.plainsight.detect.risk.Case;
import dev.plainsight.detect.risk.Cases;
import dev.plainsight.detect.risk.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the cases of RK-01, which folds findings: {@code {"at": …, "rule": "WF-01", "severity":
 * "MEDIUM"}}, all of one person; {@code expected} names rules that a review expects.
 */
final class RiskCases {
  private RiskCases() {}

  static List<Case> of(Rule rule, JsonNode one) {
    Set<String> expected = new HashSet<>();
    one.path("expected").forEach(name -> expected.add(name.asText()));
    return new Cases(rule)
        .of(
            new Subject(Subject.Kind.PERSON, "ada"),
            findings(one.get("findings")),
            finding -> expected.contains(finding.rule()));
  }

  private static List<Finding> findings(JsonNode specs) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode spec : specs) {
      String rule = spec.get("rule").asText();
      Severity severity = Severity.valueOf(spec.get("severity").asText());
      findings.add(finding("f" + findings.size(), rule, severity, Examples.atMs(spec)));
    }
    return findings;
  }

  static Finding finding(String id, String rule, Severity severity, long atMs) {
    Purpose purpose = rule.startsWith("WF") ? Purpose.ACTIVITY : Purpose.SECURITY;
    return new Finding(
        id,
        1,
        false,
        rule,
        1,
        purpose,
        severity,
        Dimension.ACCOUNT,
        "ada",
        "ada",
        "laptop-1",
        "",
        atMs,
        atMs,
        "",
        List.of(),
        List.of(),
        List.of());
  }
}
