package dev.plainsight.jobs;

import dev.plainsight.detect.baseline.HourOfWeek;
import dev.plainsight.detect.rules.Programs;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Place;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.store.read.Usual;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts what accounts did into a snapshot of what is usual. A value that an account shows a
 * hundred times a day counts once: rows must come in the order of accounts and time.
 *
 * <pre>
 * rows     ada Mon PT, ada Mon PT, ada Tue PT, bob Mon ES
 * engines  PT 2  ES 1  (of 3)          the team of both
 * all      PT 2  ES 1  (of 3)
 * </pre>
 */
final class PeersCount {
  /** The most values kept of one kind in a team; the rarest are left out, and stay in the total. */
  static final int TEAM_VALUES_MAX = 400;

  /** The same for the whole organisation. */
  static final int ALL_VALUES_MAX = 5_000;

  /** Five hours: of less a median says little. */
  private static final long QUARTERS_MIN = 20;

  /** As many: a working week. */
  private static final long DAYS_MIN = 5;

  /** Which rules about work take which measure of a quarter of an hour. */
  private static final Map<String, List<String>> WORK =
      Map.of(
          "pause_cv", List.of("WF-01"),
          "active_share", List.of("WF-01", "WF-03", "WF-06", "WF-07", "WF-09"),
          "delta_entropy", List.of("WF-06"),
          "injected_share", List.of("WF-07"),
          "repeated_share", List.of("WF-05"));

  private static final long DAY_MS = 86_400_000;

  private final Surroundings around;
  private final Map<String, Map<String, Counter>> counters = new TreeMap<>();
  private final Map<String, Map<String, List<Double>>> measured = new TreeMap<>();
  private String account = "";
  private long day = Long.MIN_VALUE;
  private final Set<String> today = new HashSet<>();

  /**
   * A count with nothing in it.
   *
   * @param around who is in which team and zone, and where addresses are
   */
  PeersCount(Surroundings around) {
    this.around = around;
  }

  private static final class Counter {
    private final Map<String, Long> of = new LinkedHashMap<>();
    private long total;

    void add(String value, long days) {
      of.merge(value, days, Long::sum);
      total += days;
    }

    Peers.Tally tally(int valuesMax) {
      List<Map.Entry<String, Long>> byDays = new ArrayList<>(of.entrySet());
      byDays.sort(
          Map.Entry.<String, Long>comparingByValue()
              .reversed()
              .thenComparing(Map.Entry.comparingByKey()));
      Map<String, Long> kept = new TreeMap<>();
      byDays.stream().limit(valuesMax).forEach(each -> kept.put(each.getKey(), each.getValue()));
      return new Peers.Tally(total, kept);
    }
  }

  void wayIn(Usual.WayIn row) {
    on(row.account(), Math.floorDiv(row.hour(), DAY_MS));
    Place place = around.places().of(row.sourceIp()).orElse(null);
    if (place != null) {
      once("country", place.country());
      once("network", place.network());
    }
    if (row.byPerson()) {
      once("device", row.deviceId());
      once("source", around.places().areaOf(row.source()));
      LocalDateTime local =
          LocalDateTime.ofInstant(
              Instant.ofEpochMilli(row.hour()),
              around.directory().zoneOf(around.directory().personOf(row.account())));
      once("hour", Integer.toString(HourOfWeek.of(local)));
    }
  }

  void elevation(Usual.Shown row) {
    on(row.account(), row.day().toEpochDay());
    once("elevation", row.value());
  }

  void program(Usual.Shown row) {
    on(row.account(), row.day().toEpochDay());
    once("program", Programs.nameOf(row.value()));
  }

  /** Days at work are what days with an elevation are rare among. */
  void atWork(Usual.AtWork row) {
    for (String group : groups(row.account())) {
      counter(group, "day").total += row.days();
    }
  }

  void attempts(Usual.Attempts row) {
    if (row.failingSources() > 0) {
      measure(row.account(), "AC-04 sources", (double) row.failingSources());
    }
    if (row.hosts() > 0) {
      measure(row.account(), "AC-10 hosts", (double) row.hosts());
    }
  }

  /** What is usual for a person, and by the medians of its people for a team. */
  void quarters(Usual.Quarters row) {
    if (row.quarters() < QUARTERS_MIN) {
      return;
    }
    for (int i = 0; i < row.median().size(); i++) {
      double median = Math.round(row.median().get(i) * 10_000) / 10_000.0;
      if (!Double.isNaN(row.median().get(i))) {
        for (String rule : WORK.getOrDefault(Usual.MEASURES.get(i), List.of())) {
          String name = rule + " " + Usual.MEASURES.get(i);
          add(Peers.person(row.account()), name, median);
          measure(row.account(), name, median);
        }
      }
    }
  }

  void stretches(Usual.Stretches row) {
    if (row.days() >= DAYS_MIN) {
      add(Peers.person(row.account()), "WF-08 active_minutes", row.longestMinutes());
      measure(row.account(), "WF-08 active_minutes", row.longestMinutes());
    }
  }

  private void measure(String of, String name, double value) {
    groups(of).forEach(group -> add(group, name, value));
  }

  private void add(String group, String name, double value) {
    measured
        .computeIfAbsent(group, any -> new TreeMap<>())
        .computeIfAbsent(name, any -> new ArrayList<>())
        .add(value);
  }

  private void on(String nextAccount, long nextDay) {
    if (nextDay != day || !nextAccount.equals(account)) {
      account = nextAccount;
      day = nextDay;
      today.clear();
    }
  }

  private void once(String kind, String value) {
    if (!value.isEmpty() && today.add(kind + "\n" + value)) {
      groups(account).forEach(group -> counter(group, kind).add(value, 1));
    }
  }

  private Counter counter(String group, String kind) {
    return counters
        .computeIfAbsent(group, any -> new TreeMap<>())
        .computeIfAbsent(kind, any -> new Counter());
  }

  private List<String> groups(String of) {
    String team = around.directory().teamOf(of);
    return team.isEmpty() ? List.of(Peers.ORGANISATION) : List.of(Peers.ORGANISATION, team);
  }

  /** What was counted. */
  Peers snapshot(String version) {
    Map<String, Map<String, Peers.Tally>> seen = new TreeMap<>();
    counters.forEach((group, kinds) -> seen.put(group, tallies(group, kinds)));
    Map<String, Map<String, Double>> medians = new TreeMap<>();
    measured.forEach(
        (group, names) -> {
          Map<String, Double> of = new TreeMap<>();
          names.forEach((name, values) -> of.put(name, median(values)));
          medians.put(group, of);
        });
    return new Peers(version, seen, medians);
  }

  private static Map<String, Peers.Tally> tallies(String group, Map<String, Counter> kinds) {
    int valuesMax = group.equals(Peers.ORGANISATION) ? ALL_VALUES_MAX : TEAM_VALUES_MAX;
    Map<String, Peers.Tally> tallies = new TreeMap<>();
    kinds.forEach((kind, counter) -> tallies.put(kind, counter.tally(valuesMax)));
    Peers.Tally elevations = tallies.getOrDefault("elevation", new Peers.Tally(0, Map.of()));
    long days = tallies.getOrDefault("day", new Peers.Tally(0, Map.of())).total();
    tallies.put("elevation", new Peers.Tally(Math.max(days, elevations.total()), elevations.of()));
    return tallies;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
