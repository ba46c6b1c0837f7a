package dev.plainsight.local.eval;

import dev.plainsight.detect.sigma.SigmaEvent;
import dev.plainsight.detect.sigma.SigmaRule;
import dev.plainsight.detect.sigma.SigmaRules;
import dev.plainsight.detect.sigma.Taxonomy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sigma rules on one recording of Windows events: how often each matched. */
final class WindowsScore {
  private static final String LATERAL =
      "attack.lateral[-_]movement|attack\\.t(1021|1570|1534|1080).*";

  final List<SigmaEvent> events = new ArrayList<>();
  private final Map<SigmaRule, Integer> times = new HashMap<>();

  static WindowsScore of(SigmaRules rules, Path file) throws IOException {
    WindowsScore score = new WindowsScore();
    Taxonomy taxonomy = Taxonomy.published();
    for (Map<String, Object> json : SigmaFiles.events(file)) {
      SigmaEvent event = taxonomy.windows(json);
      score.events.add(event);
      rules.matches(event).forEach(rule -> score.times.merge(rule, 1, Integer::sum));
    }
    if (score.events.isEmpty()) {
      throw new IOException("--windows-events " + file + " holds no events");
    }
    return score;
  }

  /** The rules that matched, the gravest first. */
  List<SigmaRule> rules() {
    return times.keySet().stream()
        .sorted(Comparator.comparing(SigmaRule::level).reversed().thenComparing(SigmaRule::title))
        .toList();
  }

  int times(SigmaRule rule) {
    return times.getOrDefault(rule, 0);
  }

  /** Of those that matched, the rules about movement from host to host. */
  List<SigmaRule> lateral() {
    return rules().stream()
        .filter(rule -> rule.tags().stream().anyMatch(tag -> tag.matches(LATERAL)))
        .toList();
  }
}
