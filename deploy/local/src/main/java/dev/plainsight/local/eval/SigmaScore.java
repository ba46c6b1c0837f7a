package dev.plainsight.local.eval;

import dev.plainsight.detect.sigma.SigmaEvent;
import dev.plainsight.detect.sigma.SigmaRule;
import dev.plainsight.detect.sigma.SigmaRules;
import dev.plainsight.detect.sigma.Taxonomy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Rules on events that were recorded for one of them: each folder has an {@code info.yml} that
 * names the rule, and its events as JSON. A match of another rule on them is listed: it may well be
 * right, for what one rule looks for others look for too.
 */
final class SigmaScore {
  private final SigmaRules rules;
  private final Taxonomy taxonomy = Taxonomy.published();
  int folders;
  final List<String> withoutEvents = new ArrayList<>();
  final List<String> missed = new ArrayList<>();
  final Set<String> found = new TreeSet<>();

  /** Other rules that matched, each with the rules on whose events it did. */
  final Map<String, Set<String>> others = new TreeMap<>();

  private SigmaScore(SigmaRules rules) {
    this.rules = rules;
  }

  static SigmaScore of(SigmaRules rules, Path events) throws IOException {
    SigmaScore score = new SigmaScore(rules);
    List<Path> folders;
    try (Stream<Path> files = Files.walk(events)) {
      folders =
          files
              .filter(file -> file.endsWith("info.yml"))
              .map(file -> java.util.Objects.requireNonNull(file.getParent()))
              .sorted()
              .toList();
    }
    for (Path folder : folders) {
      score.judge(folder);
    }
    return score;
  }

  private void judge(Path folder) throws IOException {
    folders++;
    String name = String.valueOf(folder.getFileName());
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    if (files.isEmpty()) {
      withoutEvents.add(name);
    }
    for (Path file : files) {
      judge(String.valueOf(file.getFileName()).replace(".json", ""), file);
    }
  }

  private void judge(String id, Path file) throws IOException {
    Set<SigmaRule> matched = new java.util.LinkedHashSet<>();
    for (Map<String, Object> json : SigmaFiles.events(file)) {
      SigmaEvent event = taxonomy.windows(json);
      matched.addAll(rules.matches(event));
    }
    SigmaRule meant = rules.rule(id);
    String title = meant == null ? id : meant.title();
    if (matched.removeIf(rule -> rule.key().equals(id))) {
      found.add(title);
    } else {
      missed.add(title);
    }
    matched.forEach(
        rule -> others.computeIfAbsent(rule.title(), any -> new TreeSet<>()).add(title));
  }
}
