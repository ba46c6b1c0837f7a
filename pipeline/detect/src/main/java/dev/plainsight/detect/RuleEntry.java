package dev.plainsight.detect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads one entry of the rule book; a threshold outside its own stated bounds is refused. */
final class RuleEntry {
  private RuleEntry() {}

  static Rule parse(String id, Map<String, Object> entry) {
    return new Rule(
        id,
        ((Number) need(id, entry, "version")).intValue(),
        (String) need(id, entry, "title"),
        Purpose.valueOf(constant(id, entry, "purpose")),
        Severity.valueOf(constant(id, entry, "severity")),
        texts(entry, "dimensions").stream().map(text -> Dimension.valueOf(constant(text))).toList(),
        thresholds(id, (Map<?, ?>) need(id, entry, "thresholds")),
        texts(entry, "attack"),
        texts(entry, "criteria"));
  }

  /** Each threshold is {@code name: {value: 5, min: 1, max: 1000, unit: failures, source: …}}. */
  private static Map<String, Double> thresholds(String id, Map<?, ?> entries) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) -> {
          Map<?, ?> bounds = (Map<?, ?>) entry;
          double value = number(id, name, bounds, "value");
          double min = number(id, name, bounds, "min");
          double max = number(id, name, bounds, "max");
          if (value < min || value > max) {
            throw new IllegalArgumentException(
                "rule %s: threshold '%s' is %s; it must be %s..%s"
                    .formatted(id, name, value, min, max));
          }
          thresholds.put(name.toString(), value);
        });
    return thresholds;
  }

  private static double number(String id, Object threshold, Map<?, ?> bounds, String name) {
    if (bounds.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "rule " + id + ": threshold '" + threshold + "' lacks the number '" + name + "'");
  }

  private static String constant(String id, Map<String, Object> entry, String name) {
    return constant((String) need(id, entry, name));
  }

  private static String constant(String text) {
    return text.toUpperCase(Locale.ROOT).replace(' ', '_');
  }

  private static List<String> texts(Map<String, Object> entry, String name) {
    return entry.get(name) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  private static Object need(String id, Map<String, Object> entry, String name) {
    Object value = entry.get(name);
    if (value == null) {
      throw new IllegalArgumentException("rule " + id + " lacks '" + name + "'");
    }
    return value;
  }
}
