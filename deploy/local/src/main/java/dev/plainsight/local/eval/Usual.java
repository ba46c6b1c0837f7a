package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.detect.baseline.HourOfWeek;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Place;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.scenario.Employee;
import dev.plainsight.scenario.Noted;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what is usual among peers, in person-days, as the store would. */
final class Usual {
  private record Value(String kind, String value) {}

  private final Surroundings known;
  private final Map<String, Map<Value, Long>> seen = new HashMap<>();
  private final Map<String, Map<String, Long>> totals = new HashMap<>();

  Usual(Surroundings known) {
    this.known = known;
  }

  /** One person's day. */
  void add(Employee who, List<Noted> day) {
    Set<Value> values = new HashSet<>();
    for (Noted noted : day) {
      Logon logon = noted.event().getLogon();
      if (logon != null && logon.getTargetUser().equals(who.account()) && isWayIn(logon)) {
        place(logon, values);
        values.add(new Value("device", noted.deviceId()));
        values.add(new Value("hour", hour(who, noted.event())));
      } else if (logon != null && logon.getAction() == LogonAction.ELEVATE) {
        values.add(new Value("elevation", logon.getService() + " to " + logon.getTargetUser()));
      }
    }
    for (String group : List.of(who.colleague().team(), Peers.ORGANISATION)) {
      for (Value value : values) {
        seen.computeIfAbsent(group, any -> new HashMap<>()).merge(value, 1L, Long::sum);
        if (!value.kind().equals("elevation")) {
          total(group, value.kind());
        }
      }
      if (!values.isEmpty()) {
        total(group, "elevation");
      }
    }
  }

  private void total(String group, String kind) {
    totals.computeIfAbsent(group, any -> new HashMap<>()).merge(kind, 1L, Long::sum);
  }

  private void place(Logon logon, Set<Value> values) {
    Place place = known.places().of(logon.getSourceIp()).orElse(null);
    if (place != null) {
      values.add(new Value("country", place.country()));
      values.add(new Value("network", place.network()));
      values.add(new Value("source", place.network()));
    }
  }

  private static boolean isWayIn(Logon logon) {
    return logon.getOutcome() != Outcome.FAILURE
        && logon.getLogonType() != LogonType.BATCH
        && switch (logon.getAction()) {
          case LOGON, UNLOCK, CONNECT -> true;
          default -> false;
        };
  }

  private static String hour(Employee who, ActivityEvent event) {
    return Integer.toString(
        HourOfWeek.of(
            LocalDateTime.ofInstant(
                Instant.ofEpochMilli(event.getOccurredAt()), who.colleague().zone())));
  }

  /** All of it so far. */
  Peers peers(String version) {
    Map<String, Map<String, Peers.Tally>> tallies = new TreeMap<>();
    seen.forEach(
        (group, values) -> {
          Map<String, Map<String, Long>> byKind = new TreeMap<>();
          values.forEach(
              (value, count) ->
                  byKind
                      .computeIfAbsent(value.kind(), any -> new TreeMap<>())
                      .put(value.value(), count));
          Map<String, Peers.Tally> kinds = new TreeMap<>();
          byKind.forEach(
              (kind, counts) ->
                  kinds.put(
                      kind,
                      new Peers.Tally(
                          totals.getOrDefault(group, Map.of()).getOrDefault(kind, 0L), counts)));
          tallies.put(group, kinds);
        });
    return new Peers(version, tallies, Map.of());
  }
}
