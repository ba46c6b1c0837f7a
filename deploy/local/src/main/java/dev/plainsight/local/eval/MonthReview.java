package dev.plainsight.local.eval;

import dev.plainsight.detect.Finding;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.risk.Case;
import dev.plainsight.detect.risk.Cases;
import dev.plainsight.detect.risk.Subject;
import dev.plainsight.scenario.Misdeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A month of reviews: each midnight the cases that are still open are ranked by risk, and the first
 * few that nobody has seen yet are looked at; the others wait for the next day while they are open.
 * A case is known by findings that have ended by then.
 */
final class MonthReview {
  private static final long DAY_MS = 86_400_000;

  /**
   * A case on one day.
   *
   * @param rank from 1
   */
  record Seen(int day, int rank, boolean reviewed, Case candidate) {}

  private final List<Finding> findings;
  private final Cases cases;
  private final long quietMs;
  final List<Seen> seen = new ArrayList<>();

  MonthReview(List<Finding> findings, RuleBook rules) {
    this.findings = findings;
    this.cases = new Cases(rules.rule("RK-01"));
    this.quietMs = (long) (rules.rule("RK-01").threshold("quiet_h") * 3_600_000);
  }

  MonthReview run(long fromMs, int days, int aDay) {
    Map<Subject, List<Finding>> bySubject =
        findings.stream().collect(Collectors.groupingBy(Subject::of));
    Set<String> known = new HashSet<>();
    for (int day = 0; day < days; day++) {
      List<Case> open = openAt(bySubject, fromMs + (day + 1L) * DAY_MS);
      open.removeIf(each -> known.contains(each.id()));
      for (int i = 0; i < open.size(); i++) {
        boolean reviewed = i < aDay;
        seen.add(new Seen(day, i + 1, reviewed, open.get(i)));
        if (reviewed) {
          known.add(open.get(i).id());
        }
      }
    }
    return this;
  }

  private List<Case> openAt(Map<Subject, List<Finding>> bySubject, long nowMs) {
    List<Case> open = new ArrayList<>();
    bySubject.forEach(
        (subject, all) -> {
          List<Finding> ended = all.stream().filter(each -> each.endedAt() < nowMs).toList();
          if (ended.stream().anyMatch(each -> each.endedAt() >= nowMs - quietMs)) {
            List<Case> found = cases.of(subject, ended, finding -> false);
            if (!found.isEmpty() && found.get(found.size() - 1).lastAt() >= nowMs - quietMs) {
              open.add(found.get(found.size() - 1));
            }
          }
        });
    open.sort(Comparator.comparingDouble(Case::risk).reversed().thenComparing(Case::id));
    return open;
  }

  List<Seen> reviewed() {
    return seen.stream().filter(Seen::reviewed).toList();
  }

  /** How many different cases there were, looked at or not. */
  long casesThereWere() {
    return seen.stream().map(each -> each.candidate().id()).distinct().count();
  }

  static boolean isAbout(Finding finding, Misdeed deed) {
    boolean meets =
        finding.startedAt() <= deed.to().toEpochMilli()
            && deed.from().toEpochMilli() <= finding.endedAt();
    return meets
        && (deed.names().contains(finding.person())
            || deed.names().contains(finding.entity())
            || (finding.person().isEmpty() && deed.names().contains(finding.deviceId())));
  }

  /** The first look at a case that rests on a finding about the deed; null where there was none. */
  static Map<Misdeed, Seen> firstLooks(
      List<Misdeed> truth, List<Seen> looks, Map<String, Finding> byId) {
    Map<Misdeed, Seen> first = new HashMap<>();
    for (Seen look : looks) {
      for (Misdeed deed : truth) {
        if (isAbout(look.candidate(), deed, byId)) {
          first.putIfAbsent(deed, look);
        }
      }
    }
    return first;
  }

  static boolean isAbout(Case candidate, Misdeed deed, Map<String, Finding> byId) {
    return candidate.findings().stream()
        .map(byId::get)
        .anyMatch(finding -> finding != null && isAbout(finding, deed));
  }
}
