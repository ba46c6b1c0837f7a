package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of compiled rules: immutable, so that a newer set takes its place in one assignment, and
 * safe to share. What could not be loaded stands in {@link #refusals()}.
 */
public final class SigmaRules {
  private final List<RuleParser.Detection> detections;
  private final Map<String, SigmaRule> rules;
  private final Set<String> onlyCounted;
  private final List<Refusal> refusals;
  private final CorrelationFold correlations;

  /** Compiled when first asked for; which sources there are the taxonomy bounds. */
  private final Map<List<Logsource>, Plan> plans = new ConcurrentHashMap<>();

  private SigmaRules(
      List<RuleParser.Detection> detections, List<Correlation> ordered, List<Refusal> refusals) {
    this.detections = detections;
    this.refusals = List.copyOf(refusals);
    this.rules = new LinkedHashMap<>();
    this.onlyCounted = new HashSet<>();
    this.correlations = new CorrelationFold(ordered);
    detections.forEach(each -> rules.put(each.rule().key(), each.rule()));
    ordered.forEach(each -> rules.put(each.rule().key(), each.rule()));
    ordered.stream()
        .filter(each -> !each.generate())
        .forEach(each -> onlyCounted.addAll(each.rules()));
    ordered.stream()
        .filter(Correlation::generate)
        .forEach(each -> onlyCounted.removeAll(each.rules()));
  }

  /** The rules of these texts. */
  public static SigmaRules of(Collection<RuleText> texts) {
    return of(texts, Map.of());
  }

  /**
   * The rules of these texts.
   *
   * @param placeholders what a policy puts for {@code %names%} in rules, each with its values
   */
  public static SigmaRules of(Collection<RuleText> texts, Map<String, List<String>> placeholders) {
    RuleParser parser = new RuleParser(placeholders);
    texts.forEach(parser::read);
    List<Refusal> refusals = new ArrayList<>(parser.refusals);
    Set<String> keys = new HashSet<>();
    List<RuleParser.Detection> detections =
        parser.detections.stream().filter(each -> isFirst(each.rule(), keys, refusals)).toList();
    List<Correlation> correlations =
        parser.correlations.stream().filter(each -> isFirst(each.rule(), keys, refusals)).toList();
    return new SigmaRules(
        detections, References.resolved(detections, correlations, refusals), refusals);
  }

  private static boolean isFirst(SigmaRule rule, Set<String> keys, List<Refusal> refusals) {
    boolean first = keys.add(rule.key());
    if (!first) {
      refusals.add(
          new Refusal(rule.file(), rule.title(), "a rule '" + rule.key() + "' is there already"));
    }
    return first;
  }

  /** What was loaded. */
  public Collection<SigmaRule> rules() {
    return java.util.Collections.unmodifiableCollection(rules.values());
  }

  /** What was not loaded, and why. */
  public List<Refusal> refusals() {
    return refusals;
  }

  /** The rule of this key; null where it is not among these. */
  public @Nullable SigmaRule rule(String key) {
    return rules.get(key);
  }

  /** Whether matches of the rule are counted by correlations only, and told of by them. */
  public boolean isOnlyCounted(SigmaRule rule) {
    return onlyCounted.contains(rule.key());
  }

  /** The correlations among these rules. */
  public CorrelationFold correlations() {
    return correlations;
  }

  /** The rules that the event matches, in the order in which they were given. */
  public List<SigmaRule> matches(SigmaEvent event) {
    int[] numbers = plan(event.logsources()).matches(event);
    List<SigmaRule> matches = new ArrayList<>(numbers.length);
    for (int number : numbers) {
      matches.add(detections.get(number).rule());
    }
    return matches;
  }

  /** How many rules are judged for events of these sources. */
  public int rulesFor(List<Logsource> logsources) {
    return conditions(logsources).size();
  }

  private Plan plan(List<Logsource> logsources) {
    Plan plan = plans.get(logsources);
    return plan == null
        ? plans.computeIfAbsent(logsources, sources -> new Plan(conditions(sources)))
        : plan;
  }

  private Map<Integer, Node> conditions(List<Logsource> logsources) {
    Map<Integer, Node> conditions = new LinkedHashMap<>();
    for (int i = 0; i < detections.size(); i++) {
      Logsource wanted = detections.get(i).rule().logsource();
      if (logsources.stream().anyMatch(wanted::covers)) {
        conditions.put(i, detections.get(i).condition());
      }
    }
    return conditions;
  }

  /** The same answer as {@link #matches}, rule after rule: for tests. */
  List<SigmaRule> matchesOneByOne(SigmaEvent event) {
    return conditions(event.logsources()).entrySet().stream()
        .filter(each -> each.getValue().holds(event))
        .map(each -> detections.get(each.getKey()).rule())
        .toList();
  }

  /** Puts rules in place of the names that correlations call them by. */
  private static final class References {
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
            new Refusal(
                left.rule().file(), left.rule().title(), references.missing(left, waiting)));
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
          correlation.names().stream()
              .filter(each -> !keys.containsKey(each))
              .findFirst()
              .orElse("");
      boolean there =
          waiting.stream()
              .anyMatch(each -> each.rule().key().equals(name) || each.rule().name().equals(name));
      return there
          ? "the correlation counts '" + name + "', which was refused or counts it in turn"
          : "the correlation counts '" + name + "', which is not among the rules";
    }
  }
}
