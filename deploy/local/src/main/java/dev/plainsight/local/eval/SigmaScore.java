package dev.plainsight.local.eval;

import dev.plainsight.detect.sigma.Level;
import dev.plainsight.detect.sigma.SigmaEvent;
import dev.plainsight.detect.sigma.SigmaRule;
import dev.plainsight.detect.sigma.SigmaRules;
import dev.plainsight.detect.sigma.Taxonomy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** All that was judged. */
  final List<SigmaEvent> events = new ArrayList<>();

  /** Other rules that matched, by why that may be right; each with the rules on whose events. */
  final Map<Cause, Map<String, Set<String>>> others = new EnumMap<>(Cause.class);

  /** Why a rule may well match what was recorded for another. */
  enum Cause {
    HUNTING("broad on purpose: rules for hunting"),
    TECHNIQUE("for the same ATT&CK technique"),
    LOW("broad by their own word: level low"),
    BOTH("the event shows that too: to be read");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    static Cause of(SigmaRule rule, @Nullable SigmaRule meant) {
      if (rule.file().startsWith("rules-threat-hunting/")) {
        return HUNTING;
      }
      if (meant != null && !Collections.disjoint(techniques(rule), techniques(meant))) {
        return TECHNIQUE;
      }
      return rule.level().compareTo(Level.LOW) <= 0 ? LOW : BOTH;
    }

    /** Without what follows the dot: T1059.001 and T1059.003 are one. */
    private static Set<String> techniques(SigmaRule rule) {
      return rule.techniques().stream()
          .map(technique -> technique.split("\\.", -1)[0])
          .collect(Collectors.toSet());
    }
  }

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
    Set<SigmaRule> matched = new LinkedHashSet<>();
    for (Map<String, Object> json : SigmaFiles.events(file)) {
      SigmaEvent event = taxonomy.windows(json);
      events.add(event);
      matched.addAll(rules.matches(event));
    }
    SigmaRule meant = rules.rule(id);
    String title = meant == null ? id : meant.title();
    if (matched.removeIf(rule -> rule.key().equals(id))) {
      found.add(title);
    } else {
      missed.add(title);
    }
    for (SigmaRule rule : matched) {
      others
          .computeIfAbsent(Cause.of(rule, meant), any -> new TreeMap<>())
          .computeIfAbsent(rule.title(), any -> new TreeSet<>())
          .add(title);
    }
  }
}
