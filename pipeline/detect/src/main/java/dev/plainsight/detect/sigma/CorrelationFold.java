package dev.plainsight.detect.sigma;

import dev.plainsight.detect.EventRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Correlations as a pure fold over matching events in their order of time. Bounded: at most {@link
 * #WINDOWS_MAX} groups and {@link #SEEN_MAX} matches in each are kept; the longest unseen go first.
 *
 * <pre>
 * matches    x   x x  x           |             x
 * timespan   [gte: 4  ]           | > timespan: next episode
 * episode    [ found: restated ]  |             [...
 * </pre>
 */
public final class CorrelationFold {
  /** The most matches kept in one window. */
  public static final int SEEN_MAX = 1_000;

  /** The most windows kept. */
  public static final int WINDOWS_MAX = 32;

  private static final int VALUE_MAX = 256;

  /** One match within a window: when, which of the correlation's rules, the counted value. */
  public record Seen(long atMs, int rule, String value) {}

  /**
   * One correlation and group.
   *
   * @param rule the correlation's key
   * @param definition of {@link Correlation#definition}; under another one the window is over
   * @param anchor identity of the episode's first match
   * @param matches how many in the whole episode
   * @param observed the greatest measure while it held
   * @param found whether it held at some time of the episode
   * @param seen the matches within the timespan
   * @param events what the episode rests on
   */
  public record Window(
      String rule,
      int definition,
      String group,
      String anchor,
      long startMs,
      long endMs,
      int matches,
      double observed,
      boolean found,
      List<Seen> seen,
      List<EventRange> events) {}

  /**
   * A matching event.
   *
   * @param id its identity
   * @param rules keys of the rules it matches
   * @param grow adds it to a list of events
   */
  public record Match(
      String id,
      long atMs,
      List<String> rules,
      SigmaEvent event,
      UnaryOperator<List<EventRange>> grow) {}

  /**
   * The windows from here on, and of them those that this event made hold or changed while they
   * hold.
   */
  public record Outcome(List<Window> windows, List<Window> holding) {}

  private final List<Correlation> correlations;
  private final Map<String, Integer> definitions = new HashMap<>();

  /** Those that count others come after what they count. */
  CorrelationFold(List<Correlation> correlations) {
    this.correlations = correlations;
    correlations.forEach(each -> definitions.put(each.rule().key(), each.definition()));
  }

  public Outcome next(List<Window> before, Match match) {
    Map<String, Window> windows = new LinkedHashMap<>();
    before.forEach(window -> windows.put(window.rule() + "\n" + window.group(), window));
    List<Window> holding = new ArrayList<>();
    Set<String> matched = new HashSet<>(match.rules());
    for (Correlation correlation : correlations) {
      for (int i = 0; i < correlation.rules().size(); i++) {
        String group =
            matched.contains(correlation.rules().get(i)) ? group(correlation, i, match) : null;
        if (group != null) {
          String key = correlation.rule().key() + "\n" + group;
          Window window = grown(correlation, i, group, windows.remove(key), match);
          windows.put(key, window);
          holding.removeIf(held -> held.rule().equals(window.rule()));
          if (window.found()) {
            holding.add(window);
            matched.add(correlation.rule().key());
          }
        }
      }
    }
    List<Window> kept = new ArrayList<>(windows.values());
    kept.removeIf(window -> match.atMs() - window.endMs() > timespanMs(window));
    return new Outcome(kept.subList(Math.max(0, kept.size() - WINDOWS_MAX), kept.size()), holding);
  }

  private long timespanMs(Window window) {
    for (Correlation correlation : correlations) {
      if (isOf(window, correlation)) {
        return correlation.timespanMs();
      }
    }
    return -1; // a rule that is no longer loaded, or another one by now
  }

  private boolean isOf(Window window, Correlation correlation) {
    String key = correlation.rule().key();
    return window.rule().equals(key)
        && Objects.requireNonNull(definitions.get(key)) == window.definition();
  }

  /** The values that matches must share; null where the event lacks one of them. */
  private static @Nullable String group(Correlation correlation, int rule, Match match) {
    StringBuilder group = new StringBuilder();
    for (String field : correlation.groupBy()) {
      Map<String, String> alias = correlation.aliases().get(field);
      String name = alias == null ? field : alias.get(correlation.rules().get(rule));
      Object value = name == null ? null : match.event().fields().get(name);
      if (value == null) {
        return null;
      }
      group.append(group.length() == 0 ? "" : ", ").append(field).append("=").append(value);
    }
    return group.toString();
  }

  private Window grown(
      Correlation correlation, int rule, String group, @Nullable Window before, Match match) {
    boolean goesOn =
        before != null
            && isOf(before, correlation)
            && match.atMs() - before.endMs() <= correlation.timespanMs();
    Window window = goesOn && before != null ? before : begun(correlation, group, match);
    List<Seen> seen = new ArrayList<>(window.seen());
    seen.removeIf(each -> match.atMs() - each.atMs() > correlation.timespanMs());
    String value = value(correlation, match.event());
    if (value != null) {
      seen.add(new Seen(match.atMs(), rule, value));
    }
    if (seen.size() > SEEN_MAX) {
      seen.remove(0);
    }
    double observed = Measured.of(correlation, seen);
    boolean holds =
        correlation.terms() == null ? correlation.holds(observed) : terms(correlation, seen);
    return new Window(
        window.rule(),
        window.definition(),
        group,
        window.anchor(),
        window.startMs(),
        match.atMs(),
        window.matches() + 1,
        holds ? Math.max(window.observed(), observed) : window.observed(),
        window.found() || holds,
        seen,
        match.grow().apply(window.events()));
  }

  private Window begun(Correlation correlation, String group, Match match) {
    return new Window(
        correlation.rule().key(),
        Objects.requireNonNull(definitions.get(correlation.rule().key())),
        group,
        match.id(),
        match.atMs(),
        match.atMs(),
        0,
        Double.NEGATIVE_INFINITY,
        false,
        List.of(),
        List.of());
  }

  /** What is counted of the event; null where it lacks it. */
  private static @Nullable String value(Correlation correlation, SigmaEvent event) {
    StringBuilder values = new StringBuilder();
    for (String field : correlation.valueFields()) {
      Object value = event.fields().get(field);
      if (value == null) {
        return null;
      }
      values.append(values.length() == 0 ? "" : "\n").append(value);
    }
    return values.substring(0, Math.min(VALUE_MAX, values.length()));
  }

  private static boolean terms(Correlation correlation, List<Seen> seen) {
    Map<String, Object> names = new LinkedHashMap<>();
    seen.forEach(each -> names.put(correlation.names().get(each.rule()), true));
    return Objects.requireNonNull(correlation.terms()).holds(new SigmaEvent(List.of(), names));
  }

  /** What the types of correlation measure. */
  private static final class Measured {
    static double of(Correlation correlation, List<Seen> seen) {
      return switch (correlation.type()) {
        case EVENT_COUNT -> seen.size();
        case VALUE_COUNT -> seen.stream().map(Seen::value).distinct().count();
        case TEMPORAL -> seen.stream().mapToInt(Seen::rule).distinct().count();
        case TEMPORAL_ORDERED -> longestOrder(seen, correlation.rules().size());
        case VALUE_SUM -> Arrays.stream(numbers(seen)).sum();
        case VALUE_AVG -> Arrays.stream(numbers(seen)).average().orElse(Double.NaN);
        case VALUE_MEDIAN -> percentile(numbers(seen), 50);
        case VALUE_PERCENTILE -> percentile(numbers(seen), correlation.percentile());
      };
    }

    private static double[] numbers(List<Seen> seen) {
      return seen.stream()
          .mapToDouble(each -> Comparison.number(each.value()))
          .filter(number -> !Double.isNaN(number))
          .sorted()
          .toArray();
    }

    /** The smallest value that so many per cent of the values do not exceed. */
    private static double percentile(double[] sorted, double percentile) {
      return sorted.length == 0
          ? Double.NaN
          : sorted[Math.max(0, (int) Math.ceil(percentile / 100 * sorted.length) - 1)];
    }

    /** Of the rules in their order, how many came one strictly after the other. */
    private static int longestOrder(List<Seen> seen, int rules) {
      int[] longest = new int[rules];
      for (int from = 0; from < seen.size(); ) {
        int[] before = longest.clone();
        int to = from;
        while (to < seen.size() && seen.get(to).atMs() == seen.get(from).atMs()) {
          int rule = seen.get(to++).rule();
          int best = 0;
          for (int i = 0; i < rule; i++) {
            best = Math.max(best, before[i]);
          }
          longest[rule] = Math.max(longest[rule], best + 1);
        }
        from = to;
      }
      return Arrays.stream(longest).max().orElse(0);
    }
  }
}
