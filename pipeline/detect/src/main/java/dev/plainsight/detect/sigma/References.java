package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts rules in place of the names that correlations call them by. */
final class References {
  private final Map<String, String> keys = new HashMap<>();
  private final List<Correlation> ordered = new ArrayList<>();

  /** Those that can be resolved, each after what it counts. */
  static List<Correlation> resolved(
      List<RuleParser.Detection> detections,
      List<Correlation> correlations,
      List<Refusal> refusals) {
    References references = new References();
    detections.forEach(each -> references.name(each.rule()));
    List<Correlation> waiting = new ArrayList<>(correlations);
    while (waiting.removeIf(references::resolves)) {
      // Each round resolves those that count what the rounds before resolved.
    }
    for (Correlation left : waiting) {
      refusals.add(
          new Refusal(left.rule().file(), left.rule().title(), references.missing(left, waiting)));
    }
    return references.ordered;
  }

  private void name(SigmaRule rule) {
    keys.put(rule.key(), rule.key());
    if (!rule.name().isEmpty()) {
      keys.putIfAbsent(rule.name(), rule.key());
    }
  }

  private boolean resolves(Correlation correlation) {
    if (!keys.keySet().containsAll(correlation.names())) {
      return false;
    }
    Map<String, Map<String, String>> aliases = new LinkedHashMap<>();
    correlation
        .aliases()
        .forEach(
            (alias, fields) -> {
              Map<String, String> byKey = new LinkedHashMap<>();
              fields.forEach((name, field) -> byKey.put(keys.getOrDefault(name, name), field));
              aliases.put(alias, byKey);
            });
    ordered.add(
        correlation.counting(
            correlation.names().stream()
                .map(name -> Objects.requireNonNull(keys.get(name)))
                .toList(),
            aliases));
    name(correlation.rule());
    return true;
  }

  private String missing(Correlation correlation, List<Correlation> waiting) {
    String name =
        correlation.names().stream().filter(each -> !keys.containsKey(each)).findFirst().orElse("");
    boolean there =
        waiting.stream()
            .anyMatch(each -> each.rule().key().equals(name) || each.rule().name().equals(name));
    return there
        ? "the correlation counts '" + name + "', which was refused or counts it in turn"
        : "the correlation counts '" + name + "', which is not among the rules";
  }
}
