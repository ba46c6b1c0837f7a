package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The documents of one text, with collections put together: {@code action: global} gives what
 * follows its defaults until {@code action: reset}; {@code action: repeat} is the document before
 * with changes.
 */
final class Documents {
  private static final int TEXT_MAX = 1_000_000;

  /** So few that even nested in one another they stand for no more than some 60,000 values. */
  private static final int ALIASES_MAX = 30;

  private static final int DEPTH_MAX = 40;

  private Documents() {}

  static List<Map<?, ?>> read(String yaml) {
    List<Map<?, ?>> documents = new ArrayList<>();
    Map<?, ?> global = Map.of();
    Map<?, ?> before = Map.of();
    for (Map<?, ?> document : parsed(yaml)) {
      Object action = document.get("action");
      if ("global".equals(action)) {
        global = merged(global, without(document));
      } else if ("reset".equals(action)) {
        global = Map.of();
      } else if (action == null || "repeat".equals(action)) {
        before = merged(action == null ? global : before, without(document));
        documents.add(before);
      } else {
        throw new Refused("'action' is '" + action + "'; known: global, reset, repeat");
      }
    }
    return documents;
  }

  private static List<Map<?, ?>> parsed(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(TEXT_MAX);
    options.setMaxAliasesForCollections(ALIASES_MAX);
    options.setNestingDepthLimit(DEPTH_MAX);
    DumperOptions unused = new DumperOptions();
    Yaml parser =
        new Yaml(
            new SafeConstructor(options),
            new Representer(unused),
            unused,
            options,
            new WithoutDates());
    List<Map<?, ?>> documents = new ArrayList<>();
    try {
      for (Object document : parser.loadAll(yaml)) {
        if (document instanceof Map<?, ?> map) {
          documents.add(map);
        } else if (document != null) {
          throw new Refused("a document is no map of a rule's fields");
        }
      }
    } catch (YAMLException e) {
      throw new Refused(notYaml(e));
    }
    return documents;
  }

  /** What is wrong in one line, and in which. */
  static String notYaml(YAMLException e) {
    Mark mark = e instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
    return mark == null
        ? "not YAML: " + e.getMessage()
        : "not YAML: line " + (mark.getLine() + 1) + ": " + ((MarkedYAMLException) e).getProblem();
  }

  private static Map<?, ?> without(Map<?, ?> document) {
    Map<Object, Object> rest = new LinkedHashMap<>(document);
    rest.remove("action");
    return rest;
  }

  /** Maps are merged, all else is replaced. */
  private static Map<?, ?> merged(Map<?, ?> below, Map<?, ?> above) {
    Map<Object, Object> merged = new LinkedHashMap<>(below);
    above.forEach(
        (key, value) ->
            merged.put(
                key,
                value instanceof Map<?, ?> map && below.get(key) instanceof Map<?, ?> under
                    ? merged(under, map)
                    : value));
    return merged;
  }

  /** What looks like a date stays the text it is: rules compare text. */
  private static final class WithoutDates extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
      addImplicitResolver(Tag.INT, INT, "-+0123456789");
      addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
      addImplicitResolver(Tag.MERGE, MERGE, "<");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }
}
