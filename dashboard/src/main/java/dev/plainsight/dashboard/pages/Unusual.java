package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.Reads;
import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.look.Words;
import dev.plainsight.detect.Purpose;
import dev.plainsight.store.read.Asked;
import dev.plainsight.store.read.Days.Tracked;
import dev.plainsight.store.read.Devices.Coverage;
import dev.plainsight.store.read.Findings;
import dev.plainsight.store.read.Findings.PersonDay;
import dev.plainsight.store.read.Findings.PersonFindings;
import dev.plainsight.store.read.Findings.PersonHour;
import dev.plainsight.store.read.Found;
import dev.plainsight.store.read.People.Person;
import dev.plainsight.store.read.View;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Builds the unusual activity report and what is below it. For the activity purpose only. */
@Component
class Unusual {
  private static final int TREND_DAYS = 28;
  private static final int HOURS = 24;

  /** Around a finding, so that a reader sees what came before and after. */
  private static final long CONTEXT_MS = 45 * 60_000;

  private static final long LENGTH_MAX_MS = 24 * 3_600_000;

  private final Reads reads;
  private final Scope scope;

  Unusual(Reads reads, Scope scope) {
    this.reads = reads;
    this.scope = scope;
  }

  UnusualPage report(Reader reader, Filters filters, Words words) {
    List<Person> choices = scope.people(reader);
    Looks.group(reads.log(), reader, "unusual", filters.same());
    Asked asked = filters.asked(Purpose.ACTIVITY, reader);
    List<PersonFindings> people = choices.isEmpty() ? List.of() : reads.findings().people(asked);
    List<Tracked> tracked = choices.isEmpty() ? List.of() : reads.days().tracked(asked);
    List<Found> oldest =
        choices.isEmpty() ? List.of() : reads.findings().list(asked, Findings.LIST_MAX);
    return new UnusualPage(
        filters,
        people.stream().mapToLong(PersonFindings::findings).sum(),
        oldest.stream().mapToLong(Found::startedAt).min().orElse(0),
        people.stream().mapToLong(PersonFindings::flaggedMs).sum(),
        tracked.stream().mapToLong(Tracked::trackedMs).sum(),
        choices.size(),
        coverage(asked),
        Bars.of(choices.isEmpty() ? List.of() : reads.findings().days(asked), filters, words),
        heat(
            choices,
            filters,
            tracked,
            choices.isEmpty() ? List.of() : reads.findings().hours(asked)),
        lines(people, tracked, choices.isEmpty() ? List.of() : trend(asked, filters), filters),
        choices);
  }

  /** One person's findings of the range. */
  InstancesPage instances(Reader reader, String account, Filters filters) {
    Person person = scope.person(reader, account);
    Looks.person(reads.log(), reader, account, "unusual", filters.same());
    Asked asked = filters.asked(Purpose.ACTIVITY, reader);
    Asked theirs =
        new Asked(
            asked.purpose(),
            asked.from(),
            asked.to(),
            asked.zone(),
            asked.team(),
            account,
            asked.rule(),
            asked.severityMin());
    return new InstancesPage(filters, person, reads.findings().list(theirs, Findings.LIST_MAX));
  }

  /** One finding, with the minutes around it. */
  FindingPage finding(Reader reader, String account, String id) {
    Person person = scope.person(reader, account);
    Found found =
        reads
            .findings()
            .one(Purpose.ACTIVITY, id)
            .filter(f -> f.person().equals(account))
            .orElseThrow(() -> new Trouble.NotHere("This finding"));
    View view = Looks.person(reads.log(), reader, account, "finding", found.rule() + " " + id);
    long ended = Math.min(found.endedAt(), found.startedAt() + LENGTH_MAX_MS);
    Instant from = minute(found.startedAt() - CONTEXT_MS);
    Instant to = minute(ended + CONTEXT_MS);
    return FindingPage.of(
        person,
        found,
        from,
        to,
        reads.days().presence(view, from, to),
        reads.days().minutes(view, from, to));
  }

  /** Of whole days: the one that still runs is not missed yet. */
  private Coverage coverage(Asked asked) {
    LocalDate yesterday = LocalDate.now(asked.zone()).minusDays(1);
    return asked.from().isAfter(yesterday)
        ? new Coverage(0, 0)
        : reads.devices().coverage(asked.until(yesterday));
  }

  private static Instant minute(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.MINUTES);
  }

  private List<PersonDay> trend(Asked asked, Filters filters) {
    return reads.findings().trend(asked.since(filters.to().minusDays(TREND_DAYS - 1)));
  }

  private static List<UnusualPage.Line> lines(
      List<PersonFindings> people, List<Tracked> tracked, List<PersonDay> trend, Filters filters) {
    Map<String, Long> trackedMs =
        tracked.stream()
            .collect(
                Collectors.groupingBy(Tracked::person, Collectors.summingLong(Tracked::trackedMs)));
    return people.stream()
        .map(
            p ->
                new UnusualPage.Line(
                    p.person(),
                    p.name(),
                    p.team(),
                    p.rules(),
                    p.findings(),
                    p.severity(),
                    p.flaggedMs(),
                    trackedMs.getOrDefault(p.person(), 0L),
                    days(p.person(), trend, filters.to()),
                    p.lastAt()))
        .toList();
  }

  private static List<Long> days(String person, List<PersonDay> trend, LocalDate last) {
    long[] counts = new long[TREND_DAYS];
    for (PersonDay day : trend) {
      int at = TREND_DAYS - 1 - (int) ChronoUnit.DAYS.between(day.day(), last);
      if (day.person().equals(person) && at >= 0 && at < TREND_DAYS) {
        counts[at] += day.findings();
      }
    }
    return Arrays.stream(counts).boxed().toList();
  }

  private static List<UnusualPage.Heat> heat(
      List<Person> people, Filters filters, List<Tracked> tracked, List<PersonHour> flagged) {
    Map<String, long[]> seen =
        tracked.stream().collect(byHour(Tracked::person, Tracked::hour, Tracked::seenMs));
    Map<String, long[]> marked =
        flagged.stream()
            .collect(byHour(PersonHour::person, PersonHour::hour, PersonHour::flaggedMs));
    long most = marked.values().stream().flatMapToLong(Arrays::stream).max().orElse(0);
    return people.stream()
        .filter(p -> filters.person().isEmpty() || p.account().equals(filters.person()))
        .map(
            p ->
                row(
                    p,
                    seen.getOrDefault(p.account(), new long[HOURS]),
                    marked.getOrDefault(p.account(), new long[HOURS]),
                    most))
        .sorted(
            Comparator.comparingLong(
                (UnusualPage.Heat h) ->
                    -h.cells().stream().mapToLong(UnusualPage.Cell::flaggedMs).sum()))
        .toList();
  }

  private static UnusualPage.Heat row(Person person, long[] seen, long[] flagged, long most) {
    List<UnusualPage.Cell> cells = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      cells.add(new UnusualPage.Cell(hour, level(seen[hour], flagged[hour], most), flagged[hour]));
    }
    return new UnusualPage.Heat(person.account(), person.name(), cells);
  }

  private static int level(long seenMs, long flaggedMs, long mostMs) {
    if (flaggedMs > 0) {
      return (int) Math.min(5, 1 + flaggedMs * 5 / (mostMs + 1));
    }
    return seenMs > 0 ? 0 : -1;
  }

  private static <T> java.util.stream.Collector<T, ?, Map<String, long[]>> byHour(
      java.util.function.Function<T, String> person,
      java.util.function.ToIntFunction<T> hour,
      java.util.function.ToLongFunction<T> ms) {
    return Collectors.groupingBy(
        person,
        java.util.stream.Collector.of(
            () -> new long[HOURS],
            (hours, row) -> hours[hour.applyAsInt(row)] += ms.applyAsLong(row),
            (a, b) -> {
              Arrays.setAll(a, i -> a[i] + b[i]);
              return a;
            }));
  }
}
