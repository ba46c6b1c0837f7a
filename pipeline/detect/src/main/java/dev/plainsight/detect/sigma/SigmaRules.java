package dev.plainsight.detect.sigma;

import dev.plainsight.detect.Dimension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
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
  private static final String SHIPPED = "(shipped)/";
  private static final List<String> PUBLISHED =
      List.of(
          "faking_input_tool",
          "faking_send_keys",
          "faking_automation_library",
          "faking_macro_recorder",
          "faking_input_board",
          "logon_root_by_ssh",
          "logon_account_spray",
          "logon_guessed_by_source",
          "logon_service_account_at_a_desk",
          "elevation_to_a_shell");

  private final List<RuleParser.Detection> detections;
  private final Map<String, SigmaRule> rules;
  private final Set<String> onlyCounted;
  private final List<Refusal> refusals;
  private final Map<String, Correlation> correlations = new LinkedHashMap<>();

  /** Compiled when first asked for; which sources there are the taxonomy bounds. */
  private final Map<List<Logsource>, Plan> plans = new ConcurrentHashMap<>();

  private SigmaRules(
      List<RuleParser.Detection> detections, List<Correlation> ordered, List<Refusal> refusals) {
    this.detections = detections;
    this.refusals = List.copyOf(refusals);
    this.rules = new LinkedHashMap<>();
    this.onlyCounted = new HashSet<>();
    ordered.forEach(each -> correlations.put(each.rule().key(), each));
    detections.forEach(each -> rules.put(each.rule().key(), each.rule()));
    ordered.forEach(each -> rules.put(each.rule().key(), each.rule()));
    ordered.stream()
        .filter(each -> !each.generate())
        .forEach(each -> onlyCounted.addAll(each.rules()));
    ordered.stream()
        .filter(Correlation::generate)
        .forEach(each -> onlyCounted.removeAll(each.rules()));
  }

  /** The ten rules that are shipped, for faking tools and the abuse of logons. */
  public static SigmaRules published() {
    return of(publishedTexts());
  }

  /** Whether it is one of the rules that are shipped. */
  public static boolean isShipped(SigmaRule rule) {
    return rule.file().startsWith(SHIPPED);
  }

  static List<RuleText> publishedTexts() {
    List<RuleText> texts = new ArrayList<>();
    for (String name : PUBLISHED) {
      try (InputStream in = SigmaRules.class.getResourceAsStream("/sigma/" + name + ".yml")) {
        if (in == null) {
          throw new IllegalStateException("this jar lacks /sigma/" + name + ".yml");
        }
        texts.add(
            new RuleText(
                SHIPPED + name + ".yml", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(name, e);
      }
    }
    return texts;
  }

  /** The rules of these texts. */
  public static SigmaRules of(Collection<RuleText> texts) {
    return of(texts, Map.of());
  }

  /** The rules of these texts, with what a policy puts for {@code %names%} in them. */
  public static SigmaRules of(Collection<RuleText> texts, Map<String, List<String>> placeholders) {
    return of(texts, placeholders, List.of());
  }

  /**
   * The rules of these texts.
   *
   * @param placeholders what a policy puts for {@code %names%} in rules, each with its values
   * @param below more texts; of their rules those whose keys the first ones have are left out
   */
  static SigmaRules of(
      Collection<RuleText> texts,
      Map<String, List<String>> placeholders,
      Collection<RuleText> below) {
    RuleParser parser = new RuleParser(placeholders);
    texts.forEach(parser::read);
    List<Refusal> refusals = new ArrayList<>(parser.refusals);
    Set<String> keys = new HashSet<>();
    List<RuleParser.Detection> detections = new ArrayList<>(parser.detections);
    List<Correlation> correlations = new ArrayList<>(parser.correlations);
    detections.removeIf(each -> !isFirst(each.rule(), keys, refusals));
    correlations.removeIf(each -> !isFirst(each.rule(), keys, refusals));
    RuleParser lower = new RuleParser(placeholders);
    below.forEach(lower::read);
    lower.detections.stream().filter(each -> keys.add(each.rule().key())).forEach(detections::add);
    lower.correlations.stream()
        .filter(each -> keys.add(each.rule().key()))
        .forEach(correlations::add);
    refusals.addAll(lower.refusals);
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

  /** All correlations among these rules, over one stream of events. */
  public CorrelationFold correlations() {
    return new CorrelationFold(List.copyOf(correlations.values()));
  }

  /** Those that are folded over this dimension, with those that they count. */
  public CorrelationFold correlations(Dimension dimension) {
    Set<String> wanted = new HashSet<>();
    List<Correlation> all = new ArrayList<>(correlations.values());
    for (int i = all.size() - 1; i >= 0; i--) {
      Correlation each = all.get(i);
      if (each.dimension() == dimension || wanted.contains(each.rule().key())) {
        wanted.add(each.rule().key());
        wanted.addAll(each.rules());
      }
    }
    return new CorrelationFold(
        all.stream().filter(each -> wanted.contains(each.rule().key())).toList());
  }

  /** Whether findings of this correlation are made where this dimension is folded. */
  public boolean isOf(CorrelationFold.Window window, Dimension dimension) {
    Correlation correlation = correlations.get(window.rule());
    return correlation != null && correlation.dimension() == dimension;
  }

  /** What a correlation observed beside what it asks for, in words. */
  public String said(CorrelationFold.Window window) {
    return Objects.requireNonNull(correlations.get(window.rule())).said(window);
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
}
