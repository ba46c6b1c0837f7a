package dev.plainsight.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelationsTest {
  private static final String BASE =
      """
      title: A
      name: a
      logsource: {category: test}
      detection: {s: {k: a}, condition: s}
      ---
      title: B
      name: b
      logsource: {category: test}
      detection: {s: {k: b}, condition: s}
      ---
      title: C
      name: c
      logsource: {category: test}
      detection: {s: {k: c}, condition: s}
      ---
      """;

  private static SigmaRules rules(String correlations) {
    StringBuilder yaml = new StringBuilder(BASE);
    int number = 0;
    for (String correlation : correlations.split(" && ", -1)) {
      number++;
      yaml.append("title: correlation ").append(number).append("\nname: cor").append(number);
      yaml.append("\ncorrelation: ").append(correlation).append("\n---\n");
    }
    return SigmaRules.of(List.of(new RuleText("c.yml", yaml.toString())));
  }

  /** Plays events such as {@code 10 {k: a, u: ada}}: seconds and fields; tells what held when. */
  private static List<String> play(SigmaRules rules, String events) {
    List<String> told = new ArrayList<>();
    List<CorrelationFold.Window> windows = List.of();
    for (String each : events.split("; ", -1)) {
      int space = each.indexOf(' ');
      SigmaEvent event = Sigma.event(each.substring(space + 1));
      long atMs = Long.parseLong(each.substring(0, space)) * 1_000;
      List<String> matched = rules.matches(event).stream().map(SigmaRule::key).toList();
      CorrelationFold.Outcome outcome =
          rules
              .correlations()
              .next(
                  windows,
                  new CorrelationFold.Match("e" + atMs / 1_000, atMs, matched, event, all -> all));
      windows = outcome.windows();
      outcome
          .holding()
          .forEach(
              held ->
                  told.add(
                      "%d %s(%s)=%s"
                          .formatted(
                              atMs / 1_000, held.rule(), held.group(), plain(held.observed()))));
    }
    return told;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  @ParameterizedTest(name = "{0}: {1} tells {2}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        // event_count: within the timespan, by group; goes on while the episode does
        "{type: event_count, rules: [a], group-by: [u], timespan: 1m, condition: {gte: 3}} ~ 0 {k:"
            + " a, u: x}; 10 {k: a, u: y}; 20 {k: a, u: x}; 50 {k: a, u: x} ~ [50 cor1(u=x)=3]",
        "{type: event_count, rules: [a], group-by: [u], timespan: 1m, condition: {gte: 3}} ~ 0 {k:"
            + " a, u: x}; 40 {k: a, u: x}; 80 {k: a, u: x} ~ []",
        "{type: event_count, rules: [a], group-by: [u], timespan: 1m, condition: {gte: 2}} ~ 0 {k:"
            + " a, u: x}; 9 {k: a}; 10 {k: b, u: x} ~ []",
        "{type: event_count, rules: [a, b], timespan: 10s, condition: {gt: 1}} ~ 0 {k: a}; 5 {k: b}"
            + " ~ [5 cor1()=2]",
        "{type: event_count, rules: [a], timespan: 10s, condition: {gte: 2}} ~ 0 {k: a}; 5 {k: a};"
            + " 14 {k: a}; 25 {k: a} ~ [5 cor1()=2, 14 cor1()=2]",
        "{type: event_count, rules: [a], timespan: 1h, condition: {gt: 1, lt: 3}} ~ 0 {k: a}; 5 {k:"
            + " a} ~ [5 cor1()=2]",
        "{type: event_count, rules: [a], timespan: 1d, condition: {eq: 2}} ~ 0 {k: a}; 86400 {k: a}"
            + " ~ [86400 cor1()=2]",
        // value_count: different values of a field; what lacks it is not counted
        "{type: value_count, rules: [a], group-by: [ip], timespan: 5m, condition: {field: u, gte:"
            + " 3}} ~ 0 {k: a, ip: 1, u: x}; 1 {k: a, ip: 1, u: x}; 2 {k: a, ip: 1, u: y}; 3 {k: a,"
            + " ip: 1}; 4 {k: a, ip: 1, u: z} ~ [4 cor1(ip=1)=3]",
        "{type: value_count, rules: [a], timespan: 5m, condition: {field: [u, v], gte: 2}} ~ 0 {k:"
            + " a, u: x, v: 1}; 1 {k: a, u: x}; 2 {k: a, u: x, v: 2} ~ [2 cor1()=2]",
        // temporal: all of the rules, in any order
        "{type: temporal, rules: [a, b], group-by: [u], timespan: 1m} ~ 0 {k: b, u: x}; 10 {k: a,"
            + " u: y}; 20 {k: a, u: x} ~ [20 cor1(u=x)=2]",
        "{type: temporal, rules: [a, b, c], timespan: 1m, condition: {gte: 2}} ~ 0 {k: c}; 10 {k:"
            + " a} ~ [10 cor1()=2]",
        "{type: temporal, rules: [a, b], timespan: 1m} ~ 0 {k: a}; 70 {k: b} ~ []",
        "{type: temporal, rules: [a, b, c], timespan: 1m, condition: a and (b or c)} ~ 0 {k: a}; 5"
            + " {k: c} ~ [5 cor1()=2]",
        "{type: temporal, rules: [a, b], timespan: 1m, condition: a and not b} ~ 0 {k: b}; 5 {k: a}"
            + " ~ []",
        // temporal_ordered: in the order of the list
        "{type: temporal_ordered, rules: [a, b], timespan: 1m} ~ 0 {k: a}; 10 {k: b} ~ [10"
            + " cor1()=2]",
        "{type: temporal_ordered, rules: [a, b], timespan: 1m} ~ 0 {k: b}; 10 {k: a} ~ []",
        "{type: temporal_ordered, rules: [a, b], timespan: 1m} ~ 5 {k: a}; 5 {k: b} ~ []",
        "{type: temporal_ordered, rules: [a, b, c], timespan: 1m} ~ 0 {k: b}; 1 {k: a}; 2 {k: c}; 3"
            + " {k: b}; 4 {k: c} ~ [4 cor1()=3]",
        // metrics
        "{type: value_sum, rules: [a], timespan: 1m, condition: {field: n, gt: 10}} ~ 0 {k: a, n:"
            + " 6}; 1 {k: a, n: x}; 2 {k: a, n: 5.5} ~ [2 cor1()=11.5]",
        "{type: value_avg, rules: [a], timespan: 1m, condition: {field: n, gte: 3}} ~ 0 {k: a, n:"
            + " 1}; 1 {k: a, n: 5} ~ [1 cor1()=3]",
        "{type: value_median, rules: [a], timespan: 1m, condition: {field: n, lt: 3}} ~ 0 {k: a, n:"
            + " 9}; 1 {k: a, n: 1} ~ [1 cor1()=1]",
        "{type: value_percentile, rules: [a], timespan: 1m, condition: {field: n, percentile: 90,"
            + " gte: 9}} ~ 0 {k: a, n: 1}; 1 {k: a, n: 9} ~ [1 cor1()=9]",
        // aliases: other fields of other rules
        "{type: temporal, rules: [a, b], group-by: [ip], aliases: {ip: {a: src, b: dst}}, timespan:"
            + " 1m} ~ 0 {k: a, src: 1, dst: 2}; 1 {k: b, src: 1, dst: 2}; 2 {k: b, dst: 1} ~ [2"
            + " cor1(ip=1)=2]",
        // chained: failures, then a way in
        "{type: event_count, rules: [a], group-by: [u, h], timespan: 1m, condition: {gte: 2}} &&"
            + " {type: temporal_ordered, rules: [cor1, b], group-by: [u], timespan: 1h} ~ 0 {k: a,"
            + " u: x, h: 1}; 1 {k: a, u: x, h: 1}; 60 {k: b, u: x, h: 2} ~ [1 cor1(u=x, h=1)=2, 60"
            + " cor2(u=x)=2]",
      })
  void holdsAsSpecified(String correlations, String events, String told) {
    SigmaRules rules = rules(correlations);
    assertEquals(List.of(), rules.refusals());
    assertEquals(told, play(rules, events).toString());
  }

  @Test
  void theEpisodeIsNamedByItsFirstMatchAndCountsAll() {
    SigmaRules rules = rules("{type: event_count, rules: [a], timespan: 10s, condition: {gte: 2}}");
    List<CorrelationFold.Window> windows = List.of();
    for (int second : new int[] {0, 8, 16, 24, 60}) {
      SigmaEvent event = Sigma.event("{k: a}");
      windows =
          rules
              .correlations()
              .next(
                  windows,
                  new CorrelationFold.Match(
                      "e" + second, second * 1_000L, List.of("a"), event, all -> all))
              .windows();
      if (second == 24) {
        assertEquals("e0", windows.get(0).anchor());
        assertEquals(4, windows.get(0).matches());
        assertEquals(2, windows.get(0).seen().size());
      }
    }
    assertEquals("e60", windows.get(0).anchor());
    assertFalse(windows.get(0).found());
  }

  /** A newer set of rules may have another correlation of that name: its windows begin anew. */
  @Test
  void whatAnotherDefinitionCountedIsForgotten() {
    SigmaRules before =
        rules("{type: temporal_ordered, rules: [a, b, c], timespan: 1h, condition: {gte: 2}}");
    SigmaRules after =
        rules("{type: temporal_ordered, rules: [b, a], timespan: 1h, condition: {gte: 2}}");
    CorrelationFold.Match match =
        new CorrelationFold.Match("e0", 0, List.of("c"), Sigma.event("{k: c}"), all -> all);
    List<CorrelationFold.Window> kept = before.correlations().next(List.of(), match).windows();
    assertEquals(1, before.correlations().next(kept, match).windows().size());

    CorrelationFold.Match next =
        new CorrelationFold.Match("e1", 1_000, List.of("a"), Sigma.event("{k: a}"), all -> all);
    List<CorrelationFold.Window> windows = after.correlations().next(kept, next).windows();
    assertEquals(List.of("e1"), windows.stream().map(CorrelationFold.Window::anchor).toList());
    assertEquals(List.of(), after.correlations().next(kept, match).windows());
  }

  @Test
  void whatIsKeptIsBounded() {
    SigmaRules rules =
        rules("{type: event_count, rules: [a], group-by: [u], timespan: 1h, condition: {gte: 2}}");
    List<CorrelationFold.Window> windows = List.of();
    for (int i = 0; i < 3_000; i++) {
      SigmaEvent event = Sigma.event("{k: a, u: " + (i < 1_500 ? 0 : i) + "}");
      windows =
          rules
              .correlations()
              .next(windows, new CorrelationFold.Match("e" + i, i, List.of("a"), event, all -> all))
              .windows();
      assertTrue(windows.size() <= CorrelationFold.WINDOWS_MAX);
      assertTrue(windows.stream().allMatch(each -> each.seen().size() <= 1_000));
    }
  }

  @Test
  void whatIsCountedIsToldOfOnlyWhereItIsGenerated() {
    String correlation = "{type: event_count, rules: [a], timespan: 1m, condition: {gte: 2}";
    SigmaRules silent = rules(correlation + "}");
    assertTrue(silent.isOnlyCounted(rule(silent, "a")));
    assertFalse(silent.isOnlyCounted(rule(silent, "b")));
    SigmaRules both = rules(correlation + ", generate: true}");
    assertFalse(both.isOnlyCounted(rule(both, "a")));
  }

  private static SigmaRule rule(SigmaRules rules, String key) {
    SigmaRule rule = rules.rule(key);
    assertNotNull(rule);
    return rule;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "{type: near, rules: [a], timespan: 1m} ~ correlation type 'near' is not supported",
        "{type: temporal, timespan: 1m} ~ the correlation names no 'rules'",
        "{type: temporal, rules: [a], timespan: 1y} ~ timespan '1y' is not a number and one of",
        "{type: temporal, rules: [a], timespan: 8d} ~ timespan '8d' must be 1s..7d",
        "{type: temporal, rules: [a, x], timespan: 1m} ~ the correlation counts 'x', which is not"
            + " among the rules",
        "{type: temporal, rules: [cor1], timespan: 1m} ~ the correlation counts 'cor1', which was"
            + " refused or counts it in turn",
        "{type: event_count, rules: [a], timespan: 1m} ~ the correlation lacks a condition such as"
            + " 'gte: 5'",
        "{type: event_count, rules: [a], timespan: 1m, condition: {lt: 5}} ~ a correlation with no"
            + " lower limit",
        "{type: event_count, rules: [a], timespan: 1m, condition: {gte: 5000}} ~ the correlation"
            + " counts to 5000; at most 1000",
        "{type: event_count, rules: [a], timespan: 1m, condition: {about: 5}} ~ correlation"
            + " condition 'about: 5' is not known",
        "{type: value_count, rules: [a], timespan: 1m, condition: {gte: 5}} ~ the correlation's"
            + " condition lacks its 'field'",
        "{type: value_sum, rules: [a], timespan: 1m, condition: {field: [n, m], gte: 5}} ~ the"
            + " correlation's condition may name one 'field' only",
        "{type: value_percentile, rules: [a], timespan: 1m, condition: {field: n, gte: 5}} ~"
            + " 'value_percentile' needs 'percentile'",
        "{type: temporal_ordered, rules: [a, b], timespan: 1m, condition: a and b} ~ only a"
            + " 'temporal' correlation may have a condition over rules",
        "{type: temporal, rules: [a, b], timespan: 1m, condition: a and x} ~ condition 'a and x':"
            + " there is no 'x'",
        "{type: temporal, rules: [a], timespan: 1m, window: 3} ~ correlation field 'window' is not"
            + " known",
      })
  void namesTheReason(String correlation, String reason) {
    List<Refusal> refusals = rules(correlation).refusals();
    assertEquals(1, refusals.size());
    assertTrue(refusals.get(0).reason().startsWith(reason), refusals.toString());
  }
}
