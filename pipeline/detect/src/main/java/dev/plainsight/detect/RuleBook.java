package dev.plainsight.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * All rules with the thresholds in force: the published ones, overridden by a policy. A book that
 * cannot be meant so is refused as a whole, with an {@link IllegalArgumentException} for its
 * writer.
 */
public final class RuleBook {
  private final Map<String, RuleEntry> entries;

  private RuleBook(Map<String, RuleEntry> entries) {
    this.entries = entries;
  }

  /** The rule book as shipped: the resource {@code /rulebook.yaml}. */
  public static RuleBook published() {
    try (InputStream in = RuleBook.class.getResourceAsStream("/rulebook.yaml")) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks /rulebook.yaml");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("/rulebook.yaml", e);
    }
  }

  /** A rule book from its YAML text. */
  public static RuleBook parse(String yaml) {
    Map<String, RuleEntry> entries = new LinkedHashMap<>();
    yaml(yaml)
        .forEach((id, entry) -> entries.put(id.toString(), RuleEntry.parse(id.toString(), entry)));
    return new RuleBook(entries);
  }

  private static Map<?, ?> yaml(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Object root = new Yaml(new SafeConstructor(options)).load(text);
      if (root instanceof Map<?, ?> map) {
        return map;
      }
    } catch (YAMLException e) {
      throw new IllegalArgumentException("the rule book is not YAML: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("the rule book must be a map from rule ids to rules");
  }

  /**
   * This book with other values of some thresholds, each within its published bounds.
   *
   * @param values by rule id, then by threshold
   */
  public RuleBook overriddenBy(Map<String, Map<String, Double>> values) {
    Map<String, RuleEntry> overridden = new LinkedHashMap<>(entries);
    values.forEach(
        (id, thresholds) ->
            thresholds.forEach(
                (name, value) ->
                    overridden.compute(id, (same, before) -> entry(id, before).with(name, value))));
    return new RuleBook(overridden);
  }

  /**
   * This book with the thresholds of a policy's text, such as {@code AC-01: {failures_min: 8}}.
   *
   * @throws IllegalArgumentException where it is no map of numbers, or a value is out of bounds
   */
  public RuleBook overriddenBy(String policy) {
    Map<String, Map<String, Double>> values = new LinkedHashMap<>();
    yaml(policy).forEach((id, entry) -> values.put(id.toString(), numbers(id, entry)));
    return overriddenBy(values);
  }

  private static Map<String, Double> numbers(Object id, @Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> thresholds)) {
      throw new IllegalArgumentException("rule " + id + ": a map of thresholds is wanted");
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    thresholds.forEach(
        (name, value) -> {
          if (!(value instanceof Number number)) {
            throw new IllegalArgumentException(
                "rule " + id + ": threshold '" + name + "' is '" + value + "'; a number is wanted");
          }
          numbers.put(name.toString(), number.doubleValue());
        });
    return numbers;
  }

  /** The rule with the thresholds in force. */
  public Rule rule(String id) {
    return entry(id, entries.get(id)).rule();
  }

  /** The thresholds of a rule as published, whatever is in force. */
  public Map<String, Threshold> published(String id) {
    return entry(id, entries.get(id)).thresholds();
  }

  private RuleEntry entry(String id, @Nullable RuleEntry entry) {
    if (entry == null) {
      throw new IllegalArgumentException(
          "no rule '" + id + "' in the rule book; it has " + entries.keySet());
    }
    return entry;
  }

  /** All rules, in the order of the book. */
  public Collection<Rule> rules() {
    return entries.values().stream().map(RuleEntry::rule).toList();
  }

  /** One line per threshold that is not as published, for the log. */
  public List<String> overrides() {
    return entries.values().stream().flatMap(entry -> entry.overrides().stream()).toList();
  }
}
