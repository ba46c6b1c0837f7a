package dev.plainsight.evidence.completeness;

import dev.plainsight.evidence.Period;
import dev.plainsight.evidence.RosterEntry;
import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The minutes of every rostered device and day, by what is known of them. A function of the roster
 * and the sequence ledger, so that a verifier makes it again.
 *
 * <pre>
 * span [==========STOP]          [==========]          [=====]   ?
 *      MONITORED       OFF       MONITORED   OFF_UNCLEAN          GAP
 *      in order, and the next     no orderly stop, but the        nothing after it proves
 *      epoch knows of it          next span lost nothing          that nothing was lost
 * </pre>
 *
 * Minutes with lost sequences are GAP; minutes before the first event ever are NEVER_SEEN. Coverage
 * is MONITORED / (expected - OFF - EXCUSED): OFF_UNCLEAN stays in the denominator, for an agent
 * that was killed and started again looks the same.
 */
public final class Coverage {
  private static final long MINUTE_MS = 60_000;

  /** What a minute of a device can be. */
  enum Kind {
    MONITORED,
    OFF,
    OFF_UNCLEAN,
    EXCUSED,
    GAP,
    NEVER_SEEN
  }

  private static final List<String> COLUMNS = columns();

  /** Minutes of all devices and days together. */
  public record Totals(long expected, long monitored, long off, long excused, long gap) {
    /** Percent with two digits; 0.00 where nothing was expected. */
    public String percent() {
      long denominator = expected - off - excused;
      double share = denominator <= 0 ? 0 : 100.0 * monitored / denominator;
      return String.format(Locale.ROOT, "%.2f", Math.floor(share * 100) / 100);
    }
  }

  private Coverage() {}

  /** One row a device and day on which it is expected. */
  public static Rows of(List<RosterEntry> roster, List<Span> spans, Period period) {
    Map<String, List<Span>> byDevice = new HashMap<>();
    for (Span span : spans) {
      byDevice.computeIfAbsent(span.deviceId(), device -> new ArrayList<>()).add(span);
    }
    List<List<String>> rows = new ArrayList<>();
    for (RosterEntry device : roster) {
      List<Stretch> stretches = stretches(byDevice.getOrDefault(device.deviceId(), List.of()));
      for (LocalDate day : period.days()) {
        if (!day.isBefore(device.expectedFrom()) && !day.isAfter(device.expectedTo())) {
          rows.add(row(day, device, stretches));
        }
      }
    }
    return new Rows(COLUMNS, rows);
  }

  public static Totals totals(Rows coverage) {
    long[] sums = new long[5];
    List<String> summed = List.of("expected", "monitored", "off", "excused", "gap");
    for (Map<String, String> row : coverage.named()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += Long.parseLong(Rows.cell(row, summed.get(i)));
      }
    }
    return new Totals(sums[0], sums[1], sums[2], sums[3], sums[4]);
  }

  /** A time of one kind, ms since 1970 UTC, its end not included. */
  private record Stretch(Kind kind, long fromMs, long toMs) {}

  private static List<Stretch> stretches(List<Span> spans) {
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (i > 0 && span.fromAt() > spans.get(i - 1).toAt()) {
        Span before = spans.get(i - 1);
        stretches.add(new Stretch(between(before, span), before.toAt(), span.fromAt()));
      }
      stretches.add(new Stretch(Kind.MONITORED, span.fromAt(), span.toAt()));
    }
    return stretches;
  }

  private static Kind between(Span before, Span next) {
    if (!next.follows(before)) {
      return Kind.GAP;
    }
    return before.stopped() && before.bootEpoch() != next.bootEpoch() ? Kind.OFF : Kind.OFF_UNCLEAN;
  }

  private static List<String> row(LocalDate day, RosterEntry device, List<Stretch> stretches) {
    long from = Times.start(day);
    long to = from + Times.DAY_MS;
    Kind[] minutes = new Kind[(int) (Times.DAY_MS / MINUTE_MS)];
    for (Stretch stretch : stretches) {
      if (stretch.fromMs() < to && stretch.toMs() > from) {
        fill(minutes, stretch, from);
      }
    }
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    for (int i = 0; i < minutes.length; i++) {
      counts.merge(kind(minutes[i], from + i * MINUTE_MS, device), 1L, Long::sum);
    }
    return cells(day, device, minutes.length, counts);
  }

  /** A minute is what its first moment is; monitored wins where clocks made spans overlap. */
  private static void fill(Kind[] minutes, Stretch stretch, long dayMs) {
    int first = (int) Math.max(0, -Math.floorDiv(-(stretch.fromMs() - dayMs), MINUTE_MS));
    long end = -Math.floorDiv(-(stretch.toMs() - dayMs), MINUTE_MS);
    for (int i = first; i < Math.min(minutes.length, end); i++) {
      if (minutes[i] != Kind.MONITORED) {
        minutes[i] = stretch.kind();
      }
    }
  }

  private static Kind kind(@Nullable Kind known, long atMs, RosterEntry device) {
    if (known != null) {
      return known;
    }
    boolean neverSeen = device.firstSeenAt() == -1 || atMs < device.firstSeenAt();
    return neverSeen ? Kind.NEVER_SEEN : Kind.GAP;
  }

  private static List<String> cells(
      LocalDate day, RosterEntry device, long expected, Map<Kind, Long> counts) {
    List<String> cells = new ArrayList<>(List.of(day.toString(), device.deviceId()));
    cells.add(expected + "");
    for (Kind kind : Kind.values()) {
      cells.add(counts.getOrDefault(kind, 0L) + "");
    }
    return cells;
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("day", "device_id", "expected"));
    for (Kind kind : Kind.values()) {
      columns.add(kind.name().toLowerCase(Locale.ROOT));
    }
    return List.copyOf(columns);
  }
}
