package dev.plainsight.detect.sigma;

import dev.plainsight.detect.Dimension;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule over the matches of other rules within a time.
 *
 * @param names the ids or names of what it counts, as written; other correlations among them
 * @param rules the keys of the same
 * @param aliases by alias, then by rule: the field that is meant
 * @param groupBy fields or aliases whose values must be the same; none: all matches go together
 * @param bounds what the count must be; all of them
 * @param terms rules that must and must not have matched; null: the bounds speak
 * @param valueFields whose values are counted, summed or averaged
 * @param percentile which, of a {@link Type#VALUE_PERCENTILE}
 * @param generate whether the rules it counts make findings of their own too
 */
record Correlation(
    SigmaRule rule,
    Type type,
    List<String> names,
    List<String> rules,
    Map<String, Map<String, String>> aliases,
    List<String> groupBy,
    long timespanMs,
    List<Bound> bounds,
    @Nullable Node terms,
    List<String> valueFields,
    double percentile,
    boolean generate) {

  /** What is measured of the matches. */
  enum Type {
    EVENT_COUNT("matches"),
    VALUE_COUNT("different values"),
    TEMPORAL("different rules"),
    TEMPORAL_ORDERED("different rules in order"),
    VALUE_SUM("sum"),
    VALUE_AVG("average"),
    VALUE_MEDIAN("median"),
    VALUE_PERCENTILE("percentile");

    private final String unit;

    Type(String unit) {
      this.unit = unit;
    }

    String unit() {
      return unit;
    }

    boolean isOfNumbers() {
      return compareTo(VALUE_SUM) >= 0;
    }

    boolean isOfRules() {
      return this == TEMPORAL || this == TEMPORAL_ORDERED;
    }
  }

  /** One limit of the count. */
  record Bound(Comparison comparison, double with) {}

  /**
   * Fields by which events of several devices are told apart; what else is grouped is a device's.
   */
  private static final Set<String> SOURCES =
      Set.of("source_ip", "source_host", "IpAddress", "src_ip", "SourceIp", "pam_rhost");

  private static final Set<String> ACCOUNTS =
      Set.of("target_user", "TargetUserName", "pam_user", "USER");

  /** Whose events it is folded over: what it groups by. */
  Dimension dimension() {
    if (groups().anyMatch(SOURCES::contains)) {
      return Dimension.SOURCE;
    }
    return groups().anyMatch(ACCOUNTS::contains) ? Dimension.ACCOUNT : Dimension.DEVICE;
  }

  private Stream<String> groups() {
    return groupBy.stream()
        .flatMap(
            field ->
                aliases.containsKey(field)
                    ? Objects.requireNonNull(aliases.get(field)).values().stream()
                    : Stream.of(field));
  }

  /**
   * A number for what it counts, the same on every machine: matches that were counted under another
   * one mean something else.
   */
  int definition() {
    return Objects.hash(type.name(), rules, aliases, groupBy, timespanMs, valueFields, percentile);
  }

  /** What was observed beside what it asks for. */
  String said(CorrelationFold.Window window) {
    String asked =
        terms != null
            ? "its condition over rules"
            : bounds.stream()
                .map(bound -> bound.comparison().sign() + " " + plain(bound.with()))
                .collect(Collectors.joining(" and "));
    return "%s %s%s (rule: %s within %d s)"
        .formatted(
            plain(window.observed()),
            type.unit(),
            window.group().isEmpty() ? "" : " for " + window.group(),
            asked,
            timespanMs / 1_000);
  }

  /** 5 rather than 5.0. */
  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  boolean holds(double observed) {
    return bounds.stream().allMatch(bound -> bound.comparison().holds(observed, bound.with()));
  }

  /** The same, with what it counts by key instead of by name. */
  Correlation counting(List<String> keys, Map<String, Map<String, String>> aliasesByKey) {
    return new Correlation(
        rule,
        type,
        names,
        keys,
        aliasesByKey,
        groupBy,
        timespanMs,
        bounds,
        terms,
        valueFields,
        percentile,
        generate);
  }
}
