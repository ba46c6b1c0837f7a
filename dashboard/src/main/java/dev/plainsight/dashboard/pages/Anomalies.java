package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.Reads;
import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.look.Benign;
import dev.plainsight.dashboard.look.Words;
import dev.plainsight.detect.Purpose;
import dev.plainsight.store.read.Access.Facts;
import dev.plainsight.store.read.Asked;
import dev.plainsight.store.read.Attempt;
import dev.plainsight.store.read.Findings;
import dev.plainsight.store.read.Found;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Builds the queue of access anomalies and one of them. For the security purpose only. */
@Component
class Anomalies {
  private static final long LOOK_BACK_DAYS = 90;
  private static final long CONTEXT_MS = 10 * 60_000;

  private final Reads reads;

  Anomalies(Reads reads) {
    this.reads = reads;
  }

  AccessPage queue(Reader reader, Filters filters, Words words) {
    Looks.group(reads.log(), reader, "access", filters.same());
    Asked asked = filters.asked(Purpose.SECURITY, reader);
    List<Found> found = reads.findings().list(asked, Findings.LIST_MAX);
    List<Found> queue =
        found.stream()
            .sorted(
                Comparator.comparingInt((Found f) -> -f.severity().level())
                    .thenComparing(Comparator.comparingLong(Found::startedAt).reversed()))
            .toList();
    return new AccessPage(
        filters,
        queue,
        Bars.of(reads.findings().days(asked), filters, words),
        found.size() == Findings.LIST_MAX);
  }

  AccessPage.Detail one(Reader reader, String id, ZoneId zone) {
    Found found =
        reads
            .findings()
            .one(Purpose.SECURITY, id)
            .orElseThrow(() -> new Trouble.NotHere("This finding"));
    look(reader, found);
    Instant from = Instant.ofEpochMilli(found.startedAt() - CONTEXT_MS);
    Instant to = Instant.ofEpochMilli(found.endedAt() + CONTEXT_MS);
    List<Attempt> attempts = reads.access().attempts(found.dimension(), found.entity(), from, to);
    return new AccessPage.Detail(
        found,
        facts(found),
        LOOK_BACK_DAYS,
        from.toEpochMilli(),
        to.toEpochMilli(),
        attempts,
        linked(found, zone),
        Benign.of(found));
  }

  private void look(Reader reader, Found found) {
    String why = found.rule() + " " + found.id();
    if (found.person().isEmpty()) {
      Looks.group(reads.log(), reader, "anomaly", why);
    } else {
      Looks.person(reads.log(), reader, found.person(), "anomaly", why);
    }
  }

  private Facts facts(Found found) {
    Instant end = Instant.ofEpochMilli(found.endedAt());
    return reads
        .access()
        .facts(found.dimension(), found.entity(), end.minus(LOOK_BACK_DAYS, ChronoUnit.DAYS), end);
  }

  private List<Found> linked(Found found, ZoneId zone) {
    LocalDate day = Instant.ofEpochMilli(found.endedAt()).atZone(zone).toLocalDate();
    Asked around =
        new Asked(Purpose.SECURITY, day.minusDays(27), day.plusDays(1), zone, "", "", "", 0);
    return reads.findings().list(around, Findings.LIST_MAX).stream()
        .filter(f -> !f.id().equals(found.id()))
        .filter(f -> f.entity().equals(found.entity()) || samePerson(f, found))
        .limit(20)
        .toList();
  }

  private static boolean samePerson(Found one, Found other) {
    return !one.person().isEmpty() && one.person().equals(other.person());
  }
}
