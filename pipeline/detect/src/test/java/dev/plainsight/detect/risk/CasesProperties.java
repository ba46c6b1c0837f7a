package dev.plainsight.detect.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of cases whatever the findings. */
class CasesProperties {
  private static final long MONDAY_0900 = 1_772_442_000_000L;
  private static final Subject ADA = new Subject(Subject.Kind.PERSON, "ada");
  private static final List<String> RULES = List.of("WF-01", "WF-02", "AC-01", "AC-02", "AG-02");

  private static final List<Severity> SEVERITIES = List.of(Severity.values());

  private final Cases cases = new Cases(RuleBook.published().rule("RK-01"));

  @Property(tries = 1000)
  void theOrderOfFindingsDoesNotMatter(@ForAll long seed) {
    List<Finding> findings = findings(seed);
    List<Finding> shuffled = new ArrayList<>(findings);
    Collections.shuffle(shuffled, new Random(seed));

    assertEquals(
        cases.of(ADA, findings, finding -> false), cases.of(ADA, shuffled, finding -> false));
  }

  @Property(tries = 1000)
  void eachCaseExplainsItsRiskAndNoFindingIsInTwo(@ForAll long seed) {
    Set<String> seen = new TreeSet<>();
    for (Case one : cases.of(ADA, findings(seed), finding -> false)) {
      assertTrue(one.risk() >= 60, one::toString);
      assertTrue(one.openedAt() <= one.lastAt(), one::toString);
      double told = one.contributions().stream().mapToDouble(Contribution::share).sum();
      assertEquals(one.risk(), told, 15.001, "the contributions and at most the bonus");
      one.findings().forEach(id -> assertTrue(seen.add(id), () -> id + " is in two cases"));
    }
  }

  @Property(tries = 200)
  void anExpectedRuleNeitherOpensNorFeedsACase(@ForAll long seed) {
    List<Finding> findings = findings(seed);
    List<Finding> others = new ArrayList<>(findings);
    others.removeIf(finding -> finding.rule().equals("AC-02"));

    assertEquals(
        cases.of(ADA, others, finding -> false),
        cases.of(ADA, findings, finding -> finding.rule().equals("AC-02")));
  }

  /** Up to forty findings over some weeks. */
  private static List<Finding> findings(long seed) {
    Random random = new Random(seed);
    List<Finding> findings = new ArrayList<>();
    long atMs = MONDAY_0900;
    for (int i = random.nextInt(40); i >= 0; i--) {
      atMs += 3_600_000L * random.nextInt(15) * random.nextInt(15);
      String rule = RULES.get(random.nextInt(RULES.size()));
      Severity severity = SEVERITIES.get(random.nextInt(4));
      findings.add(finding("f" + i, rule, severity, atMs));
    }
    return findings;
  }

  private static Finding finding(String id, String rule, Severity severity, long atMs) {
    return new Finding(
        id,
        1,
        false,
        rule,
        1,
        Purpose.SECURITY,
        severity,
        Dimension.ACCOUNT,
        "ada",
        "ada",
        "",
        "",
        atMs,
        atMs,
        "",
        List.of(),
        List.of(),
        List.of());
  }
}
