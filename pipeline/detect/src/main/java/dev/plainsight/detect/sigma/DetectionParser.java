package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code detection} of a rule: its search identifiers, put into its conditions. */
final class DetectionParser {
  private final Map<String, List<String>> placeholders;

  DetectionParser(Map<String, List<String>> placeholders) {
    this.placeholders = placeholders;
  }

  /** The condition; several hold where any does. */
  Node parse(Map<?, ?> detection) {
    Object condition = detection.get("condition");
    if (condition == null) {
      throw new Refused("the detection lacks its 'condition'");
    }
    if (detection.containsKey("timeframe")) {
      throw new Refused("'timeframe' was replaced by correlation rules in Sigma 2.0");
    }
    Map<String, Node> identifiers = new LinkedHashMap<>();
    detection.forEach(
        (name, search) -> {
          if (!"condition".equals(name)) {
            identifiers.put(String.valueOf(name), search(String.valueOf(name), search));
          }
        });
    List<Node> conditions = new ArrayList<>();
    for (Object one : condition instanceof List<?> many ? many : List.of(condition)) {
      conditions.add(new ConditionParser(String.valueOf(one), identifiers).parse());
    }
    if (conditions.isEmpty()) {
      throw new Refused("the detection has an empty list of conditions");
    }
    return Node.any(conditions);
  }

  private Node search(String name, @Nullable Object search) {
    if (search instanceof Map<?, ?> map) {
      return map(name, map);
    }
    List<?> entries =
        search instanceof List<?> list ? list : java.util.Collections.singletonList(search);
    List<Node> nodes = new ArrayList<>();
    for (Object entry : entries) {
      nodes.add(
          entry instanceof Map<?, ?> map
              ? map(name, map)
              : new FieldParser("", placeholders).parse(entry));
    }
    if (nodes.isEmpty()) {
      throw new Refused("search identifier '" + name + "' is empty");
    }
    return Node.any(nodes);
  }

  private Node map(String name, Map<?, ?> map) {
    List<Node> nodes = new ArrayList<>();
    map.forEach(
        (key, value) -> nodes.add(new FieldParser(String.valueOf(key), placeholders).parse(value)));
    if (nodes.isEmpty()) {
      throw new Refused("search identifier '" + name + "' is empty");
    }
    return Node.all(nodes);
  }
}
