package dev.plainsight.detect.sigma;

import dev.plainsight.detect.sigma.Correlation.Bound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code correlation} of a document. */
final class CorrelationParser {
  private static final Pattern TIMESPAN = Pattern.compile("(\\d{1,7})([smhdw])");
  private static final Map<String, Long> UNIT_MS =
      Map.of("s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L, "w", 604_800_000L);
  private static final Set<String> FIELDS =
      Set.of("type", "rules", "aliases", "group-by", "timespan", "condition", "generate", "field");
  private static final long TIMESPAN_MAX_MS = 604_800_000L;

  private final SigmaRule rule;
  private final Map<?, ?> document;

  CorrelationParser(SigmaRule rule, Map<?, ?> document) {
    this.rule = rule;
    this.document = document;
  }

  Correlation parse(Map<?, ?> correlation) {
    for (Object key : correlation.keySet()) {
      if (!FIELDS.contains(String.valueOf(key))) {
        throw new Refused("correlation field '" + key + "' is not known; known: " + FIELDS);
      }
    }
    Correlation.Type type = type(RuleParser.text(correlation, "type"));
    List<String> rules = RuleParser.texts(correlation.get("rules"));
    if (rules.isEmpty()) {
      throw new Refused("the correlation names no 'rules'");
    }
    Object condition = correlation.get("condition");
    Map<?, ?> limits = condition instanceof Map<?, ?> map ? map : Map.of();
    return new Correlation(
        rule,
        type,
        rules,
        rules,
        aliases(correlation.get("aliases")),
        RuleParser.texts(correlation.get("group-by")),
        timespanMs(RuleParser.text(correlation, "timespan")),
        bounds(type, limits, rules.size()),
        condition instanceof String text ? terms(type, text, rules) : null,
        valueFields(type, limits),
        percentile(type, limits),
        Boolean.TRUE.equals(correlation.get("generate"))
            || Boolean.TRUE.equals(document.get("generate")));
  }

  private static Correlation.Type type(String text) {
    for (Correlation.Type type : Correlation.Type.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
        return type;
      }
    }
    throw new Refused("correlation type '" + text + "' is not supported");
  }

  private static long timespanMs(String text) {
    Matcher matcher = TIMESPAN.matcher(text);
    if (!matcher.matches()) {
      throw new Refused("timespan '" + text + "' is not a number and one of s, m, h, d, w");
    }
    long millis =
        Long.parseLong(matcher.group(1))
            * java.util.Objects.requireNonNull(UNIT_MS.get(matcher.group(2)));
    if (millis == 0 || millis > TIMESPAN_MAX_MS) {
      throw new Refused(
          "timespan '" + text + "' must be 1s..7d: events further apart are not kept together");
    }
    return millis;
  }

  private static Map<String, Map<String, String>> aliases(@Nullable Object value) {
    Map<String, Map<String, String>> aliases = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (alias, fields) -> {
            if (!(fields instanceof Map<?, ?> byRule)) {
              throw new Refused("alias '" + alias + "' must map rules to fields");
            }
            Map<String, String> named = new LinkedHashMap<>();
            byRule.forEach(
                (name, field) ->
                    named.put(
                        RuleParser.plain("aliases", name), RuleParser.plain("aliases", field)));
            aliases.put(RuleParser.plain("aliases", alias), named);
          });
    }
    return aliases;
  }

  private static List<Bound> bounds(Correlation.Type type, Map<?, ?> limits, int rules) {
    List<Bound> bounds = new ArrayList<>();
    limits.forEach(
        (name, value) -> {
          Comparison comparison = Comparison.named(String.valueOf(name));
          if (comparison != null && value instanceof Number number) {
            bounds.add(new Bound(comparison, number.doubleValue()));
          } else if (!"field".equals(name) && !"percentile".equals(name)) {
            throw new Refused("correlation condition '" + name + ": " + value + "' is not known");
          }
        });
    if (bounds.isEmpty()) {
      if (!type.isOfRules()) {
        throw new Refused("the correlation lacks a condition such as 'gte: 5'");
      }
      return List.of(new Bound(Comparison.GTE, rules));
    }
    if (!type.isOfNumbers()) {
      mustBeCountable(bounds);
    }
    return bounds;
  }

  /** A stream tells when many came, not that few will have come. */
  private static void mustBeCountable(List<Bound> bounds) {
    double least = 0;
    for (Bound bound : bounds) {
      least =
          switch (bound.comparison()) {
            case GT -> Math.max(least, bound.with() + 1);
            case GTE, EQ -> Math.max(least, bound.with());
            default -> least;
          };
    }
    if (least < 1) {
      throw new Refused(
          "a correlation with no lower limit tells of what did not come; that is not supported");
    }
    if (least > CorrelationFold.SEEN_MAX) {
      throw new Refused(
          "the correlation counts to "
              + (long) least
              + "; at most "
              + CorrelationFold.SEEN_MAX
              + " matches are kept");
    }
  }

  private static Node terms(Correlation.Type type, String condition, List<String> rules) {
    if (type != Correlation.Type.TEMPORAL) {
      throw new Refused("only a 'temporal' correlation may have a condition over rules");
    }
    Map<String, Node> names = new LinkedHashMap<>();
    rules.forEach(name -> names.put(name, new Atom(name, new Check.Exists(true))));
    return new ConditionParser(condition, names).parse();
  }

  private static List<String> valueFields(Correlation.Type type, Map<?, ?> limits) {
    List<String> fields = RuleParser.texts(limits.get("field"));
    if (fields.isEmpty() && (type == Correlation.Type.VALUE_COUNT || type.isOfNumbers())) {
      throw new Refused("the correlation's condition lacks its 'field'");
    }
    if (fields.size() > 1 && type.isOfNumbers()) {
      throw new Refused("the correlation's condition may name one 'field' only");
    }
    return fields;
  }

  private static double percentile(Correlation.Type type, Map<?, ?> limits) {
    if (type != Correlation.Type.VALUE_PERCENTILE) {
      return Double.NaN;
    }
    if (limits.get("percentile") instanceof Number number
        && number.doubleValue() > 0
        && number.doubleValue() <= 100) {
      return number.doubleValue();
    }
    throw new Refused("'value_percentile' needs 'percentile' in its condition, over 0 to 100");
  }
}
