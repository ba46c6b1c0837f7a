package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.Reads;
import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.access.Role;
import dev.plainsight.dashboard.look.Strip;
import dev.plainsight.detect.Purpose;
import dev.plainsight.store.AccessRow;
import dev.plainsight.store.read.Asked;
import dev.plainsight.store.read.Attempt;
import dev.plainsight.store.read.Days.Slice;
import dev.plainsight.store.read.Findings;
import dev.plainsight.store.read.Found;
import dev.plainsight.store.read.People.Person;
import dev.plainsight.store.read.View;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Builds a person's day, from what the reader's role may read of it. */
@Component
class PersonDay {
  /** A mark of a moment, wide enough to see: two minutes. */
  private static final long MOMENT_MS = 120_000;

  private final Reads reads;
  private final Scope scope;

  PersonDay(Reads reads, Scope scope) {
    this.reads = reads;
    this.scope = scope;
  }

  DayPage of(Reader reader, String account, LocalDate day, ZoneId zone, String base) {
    Person person = scope.person(reader, account);
    View view = Looks.person(reads.log(), reader, account, "day", day.toString());
    boolean self = reader.is(Role.EMPLOYEE);
    boolean activity = self || reader.is(Role.MANAGER);
    boolean security = self || reader.is(Role.ANALYST);
    Instant from = day.atStartOfDay(zone).toInstant();
    Instant to = day.plusDays(1).atStartOfDay(zone).toInstant();
    List<Slice> slices = activity ? reads.days().presence(view, from, to) : List.of();
    List<Attempt> logons = security ? reads.days().logons(view, from, to) : List.of();
    List<Found> findings = findings(account, day, zone, activity, security);
    return new DayPage(
        person,
        base,
        day,
        LocalDate.now(zone),
        from.toEpochMilli(),
        Duration.between(from, to).toMinutes(),
        shift(person, day, from, to),
        lanes(slices, from.toEpochMilli()),
        DayPage.Apps.of(slices, from.toEpochMilli()),
        DayPage.Totals.of(slices),
        findings,
        findingMarks(findings, from, to),
        logons,
        logonMarks(logons, from.toEpochMilli()),
        activity,
        security,
        self ? looks(view) : List.of());
  }

  List<Person> people(Reader reader) {
    Looks.group(reads.log(), reader, "people", "");
    return scope.people(reader);
  }

  private List<AccessRow> looks(View view) {
    return reads.log().of(view).stream().limit(30).toList();
  }

  private List<Found> findings(
      String account, LocalDate day, ZoneId zone, boolean activity, boolean security) {
    return Stream.of(Purpose.values())
        .filter(purpose -> purpose == Purpose.ACTIVITY ? activity : security)
        .map(purpose -> new Asked(purpose, day, day, zone, "", account, "", 0))
        .flatMap(asked -> reads.findings().list(asked, Findings.LIST_MAX).stream())
        .sorted(Comparator.comparingLong(Found::startedAt))
        .toList();
  }

  private static List<DayPage.Lane> lanes(List<Slice> slices, long start) {
    Map<String, Strip> byDevice = new LinkedHashMap<>();
    slices.forEach(
        s ->
            byDevice
                .computeIfAbsent(s.deviceId(), device -> new Strip(start))
                .add(s.from(), s.to(), s.state(), ""));
    return byDevice.entrySet().stream()
        .map(entry -> new DayPage.Lane(entry.getKey(), entry.getValue().marks()))
        .toList();
  }

  private static List<Strip.Mark> findingMarks(List<Found> findings, Instant from, Instant to) {
    Strip strip = new Strip(from.toEpochMilli());
    for (Found found : findings) {
      long start = Math.max(found.startedAt(), from.toEpochMilli());
      long end = Math.min(Math.max(found.endedAt(), start + MOMENT_MS), to.toEpochMilli());
      strip.add(start, end, found.severity().name(), found.rule() + " " + found.because());
    }
    return strip.marks();
  }

  private static List<Strip.Mark> logonMarks(List<Attempt> logons, long start) {
    Strip strip = new Strip(start);
    logons.forEach(
        l ->
            strip.add(
                l.at(),
                l.at() + MOMENT_MS,
                l.action().equals("FAILED") ? "failed" : "ok",
                l.action()));
    return strip.marks();
  }

  /**
   * The shift runs by the person's clock, the day by the reader's; so two may touch it.
   *
   * <pre>
   * reader's day (Berlin)        |0:00                     24:00|
   * shift 9-17 h in Singapore  [2:00    10:00]
   * shift 9-17 h in Toronto             |       [15:00    23:00]|
   * </pre>
   */
  static List<Strip.Mark> shift(Person person, LocalDate day, Instant from, Instant to) {
    if (!person.shiftStart().matches("\\d\\d:\\d\\d")
        || !person.shiftEnd().matches("\\d\\d:\\d\\d")) {
      return List.of();
    }
    ZoneId zone = person.zone().isEmpty() ? ZoneOffset.UTC : ZoneId.of(person.zone());
    LocalTime start = LocalTime.parse(person.shiftStart());
    LocalTime end = LocalTime.parse(person.shiftEnd());
    Strip strip = new Strip(from.toEpochMilli());
    for (LocalDate date = day.minusDays(1);
        !date.isAfter(day.plusDays(1));
        date = date.plusDays(1)) {
      LocalDate last = end.isAfter(start) ? date : date.plusDays(1);
      long begins = Math.max(millis(date.atTime(start), zone), from.toEpochMilli());
      long ends = Math.min(millis(last.atTime(end), zone), to.toEpochMilli());
      if (begins < ends) {
        strip.add(begins, ends, "shift", "");
      }
    }
    return strip.marks();
  }

  private static long millis(LocalDateTime local, ZoneId zone) {
    return local.atZone(zone).toInstant().toEpochMilli();
  }
}
