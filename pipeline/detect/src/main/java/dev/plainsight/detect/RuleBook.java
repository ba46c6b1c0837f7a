package dev.plainsight.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** All rules with the thresholds in force: the published ones, overridden by a policy. */
public final class RuleBook {
  private final Map<String, Rule> rules;

  private RuleBook(Map<String, Rule> rules) {
    this.rules = rules;
  }

  /** The rule book as shipped: the resource {@code /rulebook.yaml}. */
  public static RuleBook published() {
    try (InputStream in = RuleBook.class.getResourceAsStream("/rulebook.yaml")) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks /rulebook.yaml");
      }
      Map<String, Map<String, Object>> book =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      Map<String, Rule> rules = new LinkedHashMap<>();
      book.forEach((id, entry) -> rules.put(id, RuleEntry.parse(id, entry)));
      return new RuleBook(rules);
    } catch (IOException e) {
      throw new UncheckedIOException("/rulebook.yaml", e);
    }
  }

  public Rule rule(String id) {
    Rule rule = rules.get(id);
    if (rule == null) {
      throw new IllegalArgumentException(
          "no rule '" + id + "' in the rule book; it has " + rules.keySet());
    }
    return rule;
  }

  public Collection<Rule> rules() {
    return List.copyOf(rules.values());
  }
}
