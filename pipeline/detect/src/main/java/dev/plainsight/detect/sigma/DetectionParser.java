package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code detection} of a rule: its search identifiers, put into its conditions. Used once
 * a detection.
 */
final class DetectionParser {
  /** More than ten times what the largest public rule has. */
  private static final int VALUES_MAX = 20_000;

  /** A condition may name a search identifier again and again. */
  private static final int CONDITION_MAX = 5 * VALUES_MAX;

  private final Map<String, List<String>> placeholders;
  private int values;

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
            String identifier = RuleParser.plain("detection", name);
            identifiers.put(identifier, search(identifier, search));
          }
        });
    List<Node> conditions = new ArrayList<>();
    for (Object one : condition instanceof List<?> many ? many : List.of(condition)) {
      conditions.add(new ConditionParser(RuleParser.plain("condition", one), identifiers).parse());
    }
    if (conditions.isEmpty()) {
      throw new Refused("the detection has an empty list of conditions");
    }
    Node whole = Node.any(conditions);
    if (count(whole) > CONDITION_MAX) {
      throw new Refused("the condition names more than " + CONDITION_MAX + " values in all");
    }
    return whole;
  }

  private Node search(String name, @Nullable Object search) {
    if (search instanceof Map<?, ?> map) {
      return map(name, map);
    }
    List<?> entries =
        search instanceof List<?> list ? list : java.util.Collections.singletonList(search);
    List<Node> nodes = new ArrayList<>();
    for (Object entry : entries) {
      nodes.add(entry instanceof Map<?, ?> map ? map(name, map) : field("", entry));
    }
    if (nodes.isEmpty()) {
      throw new Refused("search identifier '" + name + "' is empty");
    }
    return Node.any(nodes);
  }

  private Node field(String key, @Nullable Object value) {
    Node node = new FieldParser(key, placeholders).parse(value);
    values += count(node);
    if (values > VALUES_MAX) {
      throw new Refused("the detection compares with more than " + VALUES_MAX + " values");
    }
    return node;
  }

  private static int count(Node node) {
    if (node instanceof Node.All all) {
      return all.nodes().stream().mapToInt(DetectionParser::count).sum();
    }
    if (node instanceof Node.Any any) {
      return any.nodes().stream().mapToInt(DetectionParser::count).sum();
    }
    return node instanceof Node.Not not ? count(not.node()) : 1;
  }

  private Node map(String name, Map<?, ?> map) {
    List<Node> nodes = new ArrayList<>();
    map.forEach((key, value) -> nodes.add(field(RuleParser.plain(name, key), value)));
    if (nodes.isEmpty()) {
      throw new Refused("search identifier '" + name + "' is empty");
    }
    return Node.all(nodes);
  }
}
