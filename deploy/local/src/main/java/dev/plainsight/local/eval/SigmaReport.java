package dev.plainsight.local.eval;

import dev.plainsight.detect.sigma.SigmaEvent;
import dev.plainsight.detect.sigma.SigmaRule;
import dev.plainsight.detect.sigma.SigmaRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What eval tells of Sigma: rules loaded, their own events, recordings of attacks, speed. */
final class SigmaReport {
  private static final int SPEEDS = 4;

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
    Progress progress = new Progress("sigma", 2 + recordings.size() + SPEEDS);
    var texts = SigmaFiles.rules(places);
    long begun = System.nanoTime();
    SigmaRules rules = SigmaRules.of(texts);
    long millis = (System.nanoTime() - begun) / 1_000_000;
    SigmaReport told = new SigmaReport(report, rules);
    told.loaded(texts.size(), millis);
    progress.step();
    List<SigmaEvent> all = new ArrayList<>();
    if (events != null) {
      SigmaScore score = SigmaScore.of(rules, events);
      told.positives(score);
      all.addAll(score.events);
    }
    progress.step();
    for (Path recording : recordings) {
      WindowsScore score = WindowsScore.of(rules, recording);
      told.recording(recording, score);
      all.addAll(score.events);
      progress.step();
    }
    if (!all.isEmpty()) {
      told.speed(all, progress);
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
    int all = score.others.values().stream().mapToInt(SigmaReport::matches).sum();
    report.figure("sigma_other_matches", "matches of rules on other rules' events", all);
    score.others.forEach(
        (cause, rulesOn) -> {
          String key = "sigma_other_matches_" + cause.name().toLowerCase(Locale.ROOT);
          report.figure(key, cause.words(), matches(rulesOn));
          rulesOn.forEach((rule, on) -> report.line("    %s, on: %s", rule, String.join("; ", on)));
        });
    report.number("sigma_others", score.others);
  }

  private static int matches(Map<String, Set<String>> rulesOn) {
    return rulesOn.values().stream().mapToInt(Set::size).sum();
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

  /** By processor time, so that others on the machine count little; the median of some rounds. */
  private void speed(List<SigmaEvent> events, Progress progress) {
    report.title("Sigma: events/s of one core with all rules, by the time it spent");
    figure("sigma_events_per_s", "recorded events", SigmaSpeed.recorded(rules, events));
    progress.step();
    List<SigmaEvent> starts =
        events.stream()
            .filter(
                event ->
                    event.logsources().stream()
                        .anyMatch(each -> each.category().equals("process_creation")))
            .toList();
    if (starts.isEmpty()) {
      return;
    }
    report.line("%d different starts of programs were recorded", starts.size());
    figure(
        "sigma_recorded_process_events_per_s",
        "recorded starts, with all that Sysmon tells",
        SigmaSpeed.recorded(rules, starts));
    progress.step();
    figure(
        "sigma_process_events_per_s",
        "our own events of them, made %d".formatted(SigmaSpeed.VARIED),
        SigmaSpeed.own(rules, SigmaSpeed.processes(starts, true)));
    progress.step();
    figure(
        "sigma_process_events_bare_per_s",
        "the same without command lines (the default)",
        SigmaSpeed.own(rules, SigmaSpeed.processes(starts, false)));
    progress.step();
  }

  private void figure(String key, String label, SigmaSpeed.Rounds rounds) {
    report.figure(key, label, Math.round(rounds.median()));
    report.number(key + "_best", Math.round(rounds.best()));
    report.line(
        "%-52s %d to %d",
        "  in %d rounds".formatted(SigmaSpeed.ROUNDS),
        Math.round(rounds.worst()),
        Math.round(rounds.best()));
  }
}
