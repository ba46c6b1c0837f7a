package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.Reads;
import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.access.Role;
import dev.plainsight.dashboard.evidence.Rounds;
import dev.plainsight.detect.Purpose;
import dev.plainsight.store.read.Asked;
import dev.plainsight.store.read.Controls;
import dev.plainsight.store.read.Findings.DayCount;
import dev.plainsight.store.read.Found;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Builds the first page: what waits, what is silent, what changed since yesterday. */
@Component
class Today {
  private static final int LATEST = 12;
  private static final int DAYS_OPEN = 28;

  private final Reads reads;
  private final Rounds rounds;

  Today(Reads reads, Rounds rounds) {
    this.reads = reads;
    this.rounds = rounds;
  }

  private static boolean watches(Reader reader) {
    return reader.is(Role.OWNER) || reader.is(Role.IT) || reader.is(Role.AUDITOR);
  }

  /** The purposes whose findings a role reads in lists. */
  static List<Purpose> purposes(Role role) {
    return switch (role) {
      case MANAGER -> List.of(Purpose.ACTIVITY);
      case ANALYST -> List.of(Purpose.SECURITY);
      case OWNER, EMPLOYEE -> List.of(Purpose.ACTIVITY, Purpose.SECURITY);
      case AUDITOR, IT -> List.of();
    };
  }

  TodayPage of(Reader reader, ZoneId zone) {
    Instant now = Instant.now();
    LocalDate day = LocalDate.ofInstant(now, zone);
    List<Asked> open = asked(reader, day.minusDays(DAYS_OPEN - 1), day, zone);
    List<Found> latest = shown(reader, open);
    List<DayCount> counts = open.stream().flatMap(a -> reads.findings().days(a).stream()).toList();
    return new TodayPage(
        counts.stream().mapToLong(DayCount::findings).sum(),
        latest,
        changes(counts, day),
        fleet(reader, day, now),
        reads.devices().flow(now.minus(1, ChronoUnit.HOURS)),
        controls(reader, day),
        watches(reader) ? rounds.now().problem() : "");
  }

  private List<Asked> asked(Reader reader, LocalDate from, LocalDate to, ZoneId zone) {
    boolean nobody = reader.lacksTeam() || (reader.is(Role.EMPLOYEE) && reader.person().isEmpty());
    String person = reader.is(Role.EMPLOYEE) ? reader.person() : "";
    return nobody
        ? List.of()
        : purposes(reader.role()).stream()
            .map(purpose -> new Asked(purpose, from, to, zone, reader.team(), person, "", 0))
            .toList();
  }

  /** Findings with people's names: for those who may read them, once the look is written down. */
  private List<Found> shown(Reader reader, List<Asked> open) {
    if (reader.is(Role.OWNER) || open.isEmpty()) {
      return List.of();
    }
    Looks.group(reads.log(), reader, "today", "latest findings");
    return open.stream()
        .flatMap(asked -> reads.findings().list(asked, LATEST).stream())
        .sorted(Comparator.comparingLong(Found::startedAt).reversed())
        .limit(LATEST)
        .toList();
  }

  private Fleet fleet(Reader reader, LocalDate day, Instant now) {
    Fleet all =
        Fleet.of(reads.devices().list(day, now.minus(30, ChronoUnit.DAYS)), now.toEpochMilli());
    return switch (reader.role()) {
      case MANAGER ->
          new Fleet(
              all.devices().stream()
                  .filter(line -> !reader.lacksTeam())
                  .filter(line -> line.device().team().equals(reader.team()))
                  .toList());
      case EMPLOYEE ->
          new Fleet(
              all.devices().stream()
                  .filter(line -> !reader.person().isEmpty())
                  .filter(line -> line.device().person().equals(reader.person()))
                  .toList());
      default -> all;
    };
  }

  private List<Controls.Result> controls(Reader reader, LocalDate day) {
    if (!reader.is(Role.AUDITOR) && !reader.is(Role.OWNER)) {
      return List.of();
    }
    Map<String, Controls.Result> newest = new TreeMap<>();
    reads.controls().history(day.minusDays(7), day).forEach(r -> newest.put(r.control(), r));
    return List.copyOf(newest.values());
  }

  private static List<TodayPage.Change> changes(List<DayCount> counts, LocalDate day) {
    Map<String, long[]> byRule = new TreeMap<>();
    for (DayCount count : counts) {
      int at = count.day().equals(day) ? 1 : count.day().equals(day.minusDays(1)) ? 0 : 2;
      byRule.computeIfAbsent(count.rule(), rule -> new long[3])[at] += count.findings();
    }
    List<TodayPage.Change> changes = new ArrayList<>();
    byRule.forEach(
        (rule, n) -> {
          if (n[0] + n[1] > 0) {
            changes.add(new TodayPage.Change(rule, n[0], n[1]));
          }
        });
    return changes;
  }
}
