package dev.plainsight.detect;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the rule book: the rule with the thresholds in force, and the thresholds as
 * published. Each is {@code name: {value: 5, min: 1, max: 1000, unit: failures, source: …}}; one
 * outside its own bounds is refused.
 */
record RuleEntry(Rule rule, Map<String, Threshold> thresholds) {

  static RuleEntry parse(String id, @Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> fields)) {
      throw new IllegalArgumentException("rule " + id + " must be a map of its fields");
    }
    Map<String, Threshold> thresholds = thresholds(id, need(id, fields, "thresholds"));
    Map<String, Double> inForce = new LinkedHashMap<>();
    thresholds.forEach((name, threshold) -> inForce.put(name, threshold.value()));
    Rule rule =
        new Rule(
            id,
            version(id, fields),
            need(id, fields, "title").toString(),
            constant(id, Purpose.class, need(id, fields, "purpose")),
            constant(id, Severity.class, need(id, fields, "severity")),
            texts(fields.get("dimensions")).stream()
                .map(text -> constant(id, Dimension.class, text))
                .toList(),
            Collections.unmodifiableMap(inForce),
            texts(fields.get("attack")),
            texts(fields.get("criteria")));
    return new RuleEntry(rule, thresholds);
  }

  /** This entry with another value of one threshold. */
  RuleEntry with(String name, double value) {
    Threshold threshold = thresholds.get(name);
    if (threshold == null) {
      throw new IllegalArgumentException(
          "rule %s has no threshold '%s'; it has %s"
              .formatted(rule.id(), name, thresholds.keySet()));
    }
    within(rule.id(), name, threshold, value);
    Map<String, Double> inForce = new LinkedHashMap<>(rule.thresholds());
    inForce.put(name, value);
    return new RuleEntry(rule.with(Collections.unmodifiableMap(inForce)), thresholds);
  }

  List<String> overrides() {
    return thresholds.entrySet().stream()
        .filter(entry -> rule.threshold(entry.getKey()) != entry.getValue().value())
        .map(
            entry ->
                "rule %s: threshold '%s' is %s by policy; published: %s"
                    .formatted(
                        rule.id(),
                        entry.getKey(),
                        plain(rule.threshold(entry.getKey())),
                        plain(entry.getValue().value())))
        .toList();
  }

  private static int version(String id, Map<?, ?> fields) {
    Object version = need(id, fields, "version");
    if (version instanceof Integer number && number >= 1) {
      return number;
    }
    throw new IllegalArgumentException(
        "rule " + id + ": 'version' is " + version + "; it must be a whole number from 1");
  }

  private static Map<String, Threshold> thresholds(String id, Object entries) {
    if (!(entries instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("rule " + id + ": 'thresholds' must be a map");
    }
    Map<String, Threshold> thresholds = new LinkedHashMap<>();
    map.forEach((name, entry) -> thresholds.put(name.toString(), threshold(id, name, entry)));
    return Collections.unmodifiableMap(thresholds);
  }

  private static Threshold threshold(String id, Object name, @Nullable Object entry) {
    Map<?, ?> fields = entry instanceof Map<?, ?> map ? map : Map.of();
    Threshold threshold =
        new Threshold(
            number(id, name, fields, "value"),
            number(id, name, fields, "min"),
            number(id, name, fields, "max"),
            text(fields.get("unit")),
            text(fields.get("source")));
    within(id, name, threshold, threshold.value());
    if (threshold.source().isEmpty()) {
      throw new IllegalArgumentException(
          "rule " + id + ": threshold '" + name + "' lacks its 'source'");
    }
    return threshold;
  }

  private static void within(String id, Object name, Threshold threshold, double value) {
    if (!threshold.allows(value)) {
      throw new IllegalArgumentException(
          "rule %s: threshold '%s' is %s; it must be %s..%s"
              .formatted(id, name, plain(value), plain(threshold.min()), plain(threshold.max())));
    }
  }

  private static double number(String id, Object threshold, Map<?, ?> fields, String name) {
    if (fields.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "rule " + id + ": threshold '" + threshold + "' lacks the number '" + name + "'");
  }

  private static <E extends Enum<E>> E constant(String id, Class<E> type, Object text) {
    String wanted = text.toString().toUpperCase(Locale.ROOT).replace(' ', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(wanted)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "rule %s: '%s' is no %s; known: %s"
            .formatted(
                id,
                text,
                type.getSimpleName().toLowerCase(Locale.ROOT),
                Arrays.toString(type.getEnumConstants())));
  }

  private static List<String> texts(@Nullable Object entry) {
    return entry instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of();
  }

  private static String text(@Nullable Object entry) {
    return entry == null ? "" : entry.toString();
  }

  /** 5 rather than 5.0. */
  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static Object need(String id, Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("rule " + id + " lacks '" + name + "'");
    }
    return value;
  }
}
