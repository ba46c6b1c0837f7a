package dev.plainsight.local.eval;

import dev.plainsight.detect.Finding;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.scenario.Misdeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules on logons and devices of CSV files, and of the labelled users those that a few looks a
 * day find. Files are read side by side in the order of their times.
 */
final class LogonsScore {
  static final List<Integer> CASES_A_DAY = List.of(1, 5, 20);

  /** Ranked by risk, however small: files like these tell neither bytes nor failures. */
  private static final RuleBook RANKED =
      RuleBook.published().overriddenBy(Map.of("RK-01", Map.of("case_min", 10.0)));

  private static final long DAY_MS = 86_400_000;
  private static final int STEPS = 50;

  final Map<String, Long> findingsByRule;
  final List<Misdeed> labels;

  /** By looks a day: labelled users found, looks, and looks that were right. */
  final Map<Integer, Recall> recalls = new TreeMap<>();

  final Speed speed;
  final long days;
  final long cases;

  record Recall(int found, int looks, long right) {}

  private LogonsScore(
      List<Finding> findings, List<Misdeed> labels, long firstMs, long lastMs, Speed speed) {
    this.findingsByRule =
        findings.stream()
            .collect(Collectors.groupingBy(Finding::rule, TreeMap::new, Collectors.counting()));
    this.labels = labels;
    this.speed = speed;
    long fromMs = Math.floorDiv(firstMs, DAY_MS) * DAY_MS;
    this.days = Math.floorDiv(lastMs, DAY_MS) - Math.floorDiv(firstMs, DAY_MS) + 1;
    Map<String, Finding> byId =
        findings.stream().collect(Collectors.toMap(Finding::id, Function.identity(), (a, b) -> b));
    long all = 0;
    for (int aDay : CASES_A_DAY) {
      MonthReview review = new MonthReview(findings, RANKED).run(fromMs, (int) days, aDay);
      recalls.put(aDay, recall(review, byId));
      all = review.casesThereWere();
    }
    this.cases = all;
  }

  private Recall recall(MonthReview review, Map<String, Finding> byId) {
    List<MonthReview.Seen> looks = review.reviewed();
    long right =
        looks.stream()
            .filter(
                look ->
                    labels.stream()
                        .anyMatch(label -> MonthReview.isAbout(look.candidate(), label, byId)))
            .count();
    return new Recall(MonthReview.firstLooks(labels, looks, byId).size(), looks.size(), right);
  }

  static LogonsScore of(List<Path> files, @Nullable Path labels) throws IOException {
    List<Misdeed> known = new ArrayList<>();
    for (LogonsCsv.Label label :
        labels == null ? List.<LogonsCsv.Label>of() : LogonsCsv.labels(labels)) {
      known.add(
          new Misdeed(
              label.user() + " from " + Instant.ofEpochMilli(label.fromMs()),
              Set.of(label.user()),
              Instant.ofEpochMilli(label.fromMs()),
              Instant.ofEpochMilli(label.toMs()),
              ""));
    }
    Fold fold = new Fold(Fold.Setup.of(List.copyOf(Rules.all()), Surroundings.NONE));
    long[] span = read(files, fold);
    List<Finding> findings = fold.standing().stream().map(Fold.Told::finding).toList();
    return new LogonsScore(findings, known, span[0], span[1], fold.speed());
  }

  /** All lines, the earliest first; the times of the first and of the last one. */
  private static long[] read(List<Path> files, Fold fold) throws IOException {
    List<LogonsCsv> open = new ArrayList<>();
    try {
      long size = 1;
      Map<LogonsCsv, LogonsCsv.Line> next = new HashMap<>();
      for (Path file : files) {
        size += Files.size(file);
        LogonsCsv csv = LogonsCsv.open(file);
        open.add(csv);
        advance(csv, next);
      }
      Progress progress = new Progress("logons", STEPS);
      long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};
      long lines = 0;
      int steps = 0;
      while (!next.isEmpty()) {
        LogonsCsv first = earliest(next);
        LogonsCsv.Line line = Objects.requireNonNull(next.remove(first));
        fold.add(line.deviceId(), line.event());
        span[0] = Math.min(span[0], line.event().getOccurredAt());
        span[1] = Math.max(span[1], line.event().getOccurredAt());
        advance(first, next);
        if (++lines % 1_000 == 0 || next.isEmpty()) {
          long read = open.stream().mapToLong(LogonsCsv::chars).sum();
          for (; steps < (next.isEmpty() ? STEPS : read * STEPS / size); steps++) {
            progress.step();
          }
        }
      }
      if (lines == 0) {
        throw new IOException("--logons " + files + ": no lines");
      }
      return span;
    } finally {
      for (LogonsCsv csv : open) {
        csv.close();
      }
    }
  }

  private static void advance(LogonsCsv csv, Map<LogonsCsv, LogonsCsv.Line> next)
      throws IOException {
    LogonsCsv.Line line = csv.next();
    if (line != null) {
      next.put(csv, line);
    }
  }

  private static LogonsCsv earliest(Map<LogonsCsv, LogonsCsv.Line> next) {
    return next.entrySet().stream()
        .min(Comparator.comparingLong(each -> each.getValue().event().getOccurredAt()))
        .orElseThrow()
        .getKey();
  }

  void tell(Report report) {
    report.title("Logons: files of users, computers and times");
    report.figure("logons_events", "events", speed.events());
    report.figure("logons_days", "days", days);
    report.figure("logons_cases", "cases, from a risk of 10 on", cases);
    findingsByRule.forEach(
        (rule, count) -> report.figure("logons_findings_" + rule, rule + " findings", count));
    report.figure("logons_labels", "labelled users and times", labels.size());
    recalls.forEach(
        (aDay, recall) -> {
          report.line(
              "%-52s %d of %d found, %d of %d looks right",
              "looking at " + aDay + " cases a day",
              recall.found(),
              labels.size(),
              recall.right(),
              recall.looks());
          report.number("logons_found_at_" + aDay, recall.found());
          report.number("logons_looks_right_at_" + aDay, recall.right());
          report.number("logons_looks_at_" + aDay, recall.looks());
        });
    report.figure("logons_events_per_cpu_s", "events/s of processor time", speed.perCpuSecond());
  }
}
