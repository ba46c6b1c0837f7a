package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.look.Charts;
import dev.plainsight.dashboard.look.Words;
import dev.plainsight.store.read.Findings.DayCount;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Findings a day, stacked by rule; each bar leads to its day. Days without findings are there. */
record Bars(List<LocalDate> days, List<String> labels, List<Series> series, List<String> links) {
  /** One rule's findings, a number a day. */
  record Series(String name, List<Long> values) {}

  static Bars of(List<DayCount> counts, Filters filters, Words words) {
    List<LocalDate> days = filters.from().datesUntil(filters.to().plusDays(1)).toList();
    Map<String, long[]> byRule = new TreeMap<>();
    for (DayCount count : counts) {
      int at = days.indexOf(count.day());
      if (at >= 0) {
        byRule.computeIfAbsent(count.rule(), rule -> new long[days.size()])[at] += count.findings();
      }
    }
    return new Bars(
        days,
        days.stream().map(words::shortDay).toList(),
        byRule.entrySet().stream().map(entry -> series(entry, words)).toList(),
        days.stream().map(filters::on).toList());
  }

  private static Series series(Map.Entry<String, long[]> entry, Words words) {
    return new Series(
        entry.getKey() + " " + words.rule(entry.getKey()),
        java.util.Arrays.stream(entry.getValue()).boxed().toList());
  }

  public boolean isEmpty() {
    return series.isEmpty();
  }

  /** For the browser. */
  public String json() {
    return Charts.json(this);
  }
}
