package dev.plainsight.detect.risk;

import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * RK-01: the cases of one subject as a function of the set of its standing findings, whatever the
 * order they became known in.
 *
 * <pre>
 * findings  f1    f2 f3         f4                         f5
 * risk      10    42 61 ≥ 60    70                         12
 * case               [opened ... f4]  quiet_h without any  |
 * </pre>
 */
public final class Cases {
  /** The most findings a case lists; the risk counts all. */
  public static final int FINDINGS_MAX = 200;

  /** How many contributions a case lists. */
  static final int CONTRIBUTIONS_MAX = 5;

  private static final double HOUR_MS = 3_600_000;

  private final Rule rule;

  /**
   * @param rule RK-01 with the thresholds in force
   */
  public Cases(Rule rule) {
    this.rule = rule;
  }

  /**
   * The subject's cases, oldest first, with version 0.
   *
   * @param standing its findings that hold now, in any order
   * @param expected what a review said is to be expected: it adds no risk and is in no case
   */
  public List<Case> of(Subject subject, Collection<Finding> standing, Predicate<Finding> expected) {
    List<Finding> ordered = new ArrayList<>(standing);
    ordered.removeIf(finding -> finding.retracted() || expected.test(finding));
    ordered.sort(Comparator.comparingLong(Finding::endedAt).thenComparing(Finding::id));
    Risk risk = new Risk(rule);
    List<Case> cases = new ArrayList<>();
    @Nullable Open open = null;
    for (Finding finding : ordered) {
      risk.enter(finding);
      List<Contribution> contributions = risk.at(finding.endedAt());
      double total = risk.total(contributions);
      if (open != null && finding.endedAt() - open.lastAt > rule.threshold("quiet_h") * HOUR_MS) {
        cases.add(open.close());
        open = null;
      }
      if (open == null && total >= rule.threshold("case_min")) {
        open = new Open(subject, finding);
      }
      if (open != null) {
        open.enter(finding, total, contributions);
      }
    }
    if (open != null) {
      cases.add(open.close());
    }
    return cases;
  }

  /** A case that goes on. */
  private final class Open {
    private final Subject subject;
    private final Finding first;
    private final List<String> findings = new ArrayList<>();
    private long lastAt;
    private double highest;
    private Severity severity = Severity.INFO;
    private List<Contribution> contributions = List.of();

    Open(Subject subject, Finding first) {
      this.subject = subject;
      this.first = first;
      this.lastAt = first.endedAt();
    }

    void enter(Finding finding, double total, List<Contribution> now) {
      lastAt = finding.endedAt();
      findings.add(finding.id());
      severity = severity.level() >= finding.severity().level() ? severity : finding.severity();
      if (total > highest) {
        highest = total;
        contributions = List.copyOf(now.subList(0, Math.min(CONTRIBUTIONS_MAX, now.size())));
      }
    }

    Case close() {
      int from = Math.max(0, findings.size() - FINDINGS_MAX);
      return new Case(
          Finding.id(rule.id(), subject.toString(), first.id()),
          0,
          false,
          subject,
          first.endedAt(),
          lastAt,
          highest,
          severity,
          List.copyOf(findings.subList(from, findings.size())),
          contributions,
          because());
    }

    private String because() {
      Contribution most = contributions.get(0);
      int others = contributions.size() - 1;
      return String.format(
          Locale.ROOT,
          "Risk %.0f (rule: from %.0f): %s adds %.0f with %s%s.",
          highest,
          rule.threshold("case_min"),
          most.rule(),
          most.share(),
          count(most.findings(), "finding"),
          others == 0 ? "" : " and " + count(others, "other rule"));
    }

    private static String count(int n, String what) {
      return n + " " + what + (n == 1 ? "" : "s");
    }
  }
}
