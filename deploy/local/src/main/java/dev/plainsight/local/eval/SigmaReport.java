package dev.plainsight.local.eval;

import dev.plainsight.detect.sigma.SigmaEvent;
import dev.plainsight.detect.sigma.SigmaRule;
import dev.plainsight.detect.sigma.SigmaRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What eval tells of Sigma: rules loaded, their own events, recordings of attacks, speed. */
final class SigmaReport {
  private final Report report;
  private final SigmaRules rules;

  private SigmaReport(Report report, SigmaRules rules) {
    this.report = report;
    this.rules = rules;
  }

  /**
   * Tells all that the arguments allow.
   *
   * @param places of the rules
   * @param events of the rules' own events; null: none
   * @param recordings of Windows events
   */
  static void tell(Report report, Path places, @Nullable Path events, List<Path> recordings)
      throws IOException {
    var texts = SigmaFiles.rules(places);
    long begun = System.nanoTime();
    SigmaRules rules = SigmaRules.of(texts);
    long millis = (System.nanoTime() - begun) / 1_000_000;
    SigmaReport told = new SigmaReport(report, rules);
    told.loaded(texts.size(), millis);
    if (events != null) {
      told.positives(SigmaScore.of(rules, events));
    }
    List<SigmaEvent> all = new ArrayList<>();
    for (Path recording : recordings) {
      WindowsScore score = WindowsScore.of(rules, recording);
      told.recording(recording, score);
      all.addAll(score.events);
    }
    if (!all.isEmpty()) {
      told.speed(all);
    }
  }

  private void loaded(int texts, long millis) {
    report.title("Sigma: rules");
    report.figure("sigma_files", "files", texts);
    report.figure("sigma_rules_loaded", "rules loaded", rules.rules().size());
    report.figure("sigma_rules_refused", "refused", rules.refusals().size());
    report.figure("sigma_load_ms", "ms to load", millis);
    rules.refusals().forEach(refusal -> report.line("  %s", refusal));
    report.number("sigma_refusals", rules.refusals().stream().map(Object::toString).toList());
  }

  private void positives(SigmaScore score) {
    report.title("Sigma: each rule on the events recorded for it");
    report.figure("sigma_positives", "rules with events", score.folders);
    report.figure("sigma_positives_matched", "matched by their rule", score.found.size());
    score.missed.forEach(title -> report.line("  missed: %s", title));
    score.withoutEvents.forEach(name -> report.line("  no event as JSON: %s", name));
    int matches = score.others.values().stream().mapToInt(java.util.Set::size).sum();
    report.figure("sigma_other_matches", "matches of rules on other rules' events", matches);
    score.others.forEach(
        (rule, on) -> {
          report.line("  %s", rule);
          on.forEach(title -> report.line("      on: %s", title));
        });
    report.number("sigma_others", score.others);
  }

  private void recording(Path file, WindowsScore score) {
    String name = String.valueOf(file.getFileName()).replaceAll("\\..*", "");
    report.title("Windows events: " + name);
    report.figure("windows_events_" + name, "events", score.events.size());
    for (SigmaRule rule : score.rules()) {
      report.line(
          "%6d  %-13s %s",
          score.times(rule), rule.level().name().toLowerCase(Locale.ROOT), rule.title());
      report.number("windows_" + name + "_" + rule.key(), score.times(rule));
    }
    List<SigmaRule> lateral = score.lateral();
    report.figure("windows_rules_" + name, "rules that matched", score.rules().size());
    report.figure(
        "windows_lateral_" + name,
        "findings of lateral movement",
        lateral.stream().mapToInt(score::times).sum());
    lateral.forEach(rule -> report.line("  %s %s", rule.title(), rule.techniques()));
  }

  private void speed(List<SigmaEvent> events) {
    report.title("Sigma: speed with all rules, one core by the time it spent");
    figure("sigma_events_per_s", "recorded events/s", SigmaSpeed.recorded(rules, events));
    List<SigmaEvent> starts =
        events.stream()
            .filter(
                event ->
                    event.logsources().stream()
                        .anyMatch(each -> each.category().equals("process_creation")))
            .toList();
    if (!starts.isEmpty()) {
      figure(
          "sigma_recorded_process_events_per_s",
          "recorded process events/s",
          SigmaSpeed.recorded(rules, starts));
      figure(
          "sigma_process_events_per_s",
          "the same as our own events/s",
          SigmaSpeed.own(rules, SigmaSpeed.processes(starts, true)));
      figure(
          "sigma_process_events_bare_per_s",
          "the same without command lines (the default)",
          SigmaSpeed.own(rules, SigmaSpeed.processes(starts, false)));
    }
  }

  private void figure(String key, String label, double perSecond) {
    report.figure(key, label, Math.round(perSecond));
  }
}
