package dev.plainsight.scenario;

import dev.plainsight.contract.avro.ActivityEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A company's devices over some days: people of six teams at three sites, who work, meet, lunch and
 * go home, one shared host, and among them a few that ought to be found (see {@link #truth}).
 * Nothing is kept: each device's events are made day by day as they are asked for, and the same
 * seed gives the same events whatever part is asked for. Safe for many threads, one iterator each.
 */
public final class Fleet {
  /** The shared host. */
  public static final String SERVER = "srv-files-1";

  private static final long HOUR_MS = 3_600_000;

  private final long seed;
  private final Calendar calendar;
  private final List<Colleague> roster;
  private final Map<String, Integer> indexes = new HashMap<>();

  /**
   * A fleet whose special days lie within this history.
   *
   * @param people how many, 1 to 1,000; of 44 on all traits are there
   * @param first the first day
   * @param days how many days; events after them can be asked for too
   */
  public Fleet(long seed, int people, LocalDate first, int days) {
    if (people < 1 || people > 1_000 || days < 1) {
      throw new IllegalArgumentException(
          "a fleet of "
              + people
              + " people over "
              + days
              + " days; it must be 1..1000 and 1 or more");
    }
    this.seed = seed;
    this.calendar = new Calendar(first, days);
    this.roster = Office.roster(seed, people);
    for (int i = 0; i < roster.size(); i++) {
      indexes.put(roster.get(i).deviceId(), i);
    }
  }

  /** Every device and whose it is; the last one is the shared host. */
  public List<Colleague> roster() {
    return roster;
  }

  /**
   * The events of a device in the order in which its agent gives them away (by their ends), of
   * those that end from one instant until before another. Each START begins a boot epoch. Made one
   * day at a time.
   */
  public Iterator<ActivityEvent> events(String deviceId, Instant from, Instant to) {
    ZoneId zone = colleague(deviceId).zone();
    return new Days(
        deviceId,
        LocalDate.ofInstant(from, zone).minusDays(1),
        LocalDate.ofInstant(to, zone).plusDays(1),
        from.toEpochMilli(),
        to.toEpochMilli());
  }

  /** What becomes of an event on its way; most arrive when they end. */
  public Delivery delivery(String deviceId, ActivityEvent event) {
    long endMs = event.getEndedAt();
    return switch (traitOf(deviceId)) {
      case GAP ->
          new Delivery(
              endMs >= gapFromMs(deviceId) && endMs < gapFromMs(deviceId) + HOUR_MS, endMs);
      case LATE -> {
        boolean away = endMs >= offlineFromMs(deviceId) && endMs < offlineToMs(deviceId);
        yield new Delivery(false, away ? offlineToMs(deviceId) : endMs);
      }
      default -> new Delivery(false, endMs);
    };
  }

  /** All that there is to be found within the history, by its start. */
  public List<Episode> truth() {
    List<Episode> truth = new ArrayList<>();
    for (Colleague colleague : roster) {
      String deviceId = colleague.deviceId();
      for (int i = 0; i < calendar.days(); i++) {
        LocalDate date = calendar.first().plusDays(i);
        truth.addAll(
            deviceId.equals(SERVER)
                ? serverDay(date).episodes()
                : officeDay(colleague, date).episodes());
      }
      truth.addAll(onItsWay(colleague));
    }
    truth.sort(Comparator.comparing(Episode::from));
    return truth;
  }

  private List<Episode> onItsWay(Colleague colleague) {
    String deviceId = colleague.deviceId();
    return switch (traitOf(deviceId)) {
      case GAP ->
          List.of(
              episode(
                  "gap", colleague, gapFromMs(deviceId), gapFromMs(deviceId) + HOUR_MS, "AG-02"));
      case LATE ->
          List.of(
              episode(
                  "late events", colleague, offlineFromMs(deviceId), offlineToMs(deviceId), ""));
      default -> List.of();
    };
  }

  private static Episode episode(
      String kind, Colleague colleague, long fromMs, long toMs, String rule) {
    return new Episode(
        kind,
        colleague.account(),
        colleague.deviceId(),
        Instant.ofEpochMilli(fromMs),
        Instant.ofEpochMilli(toMs),
        rule);
  }

  private long gapFromMs(String deviceId) {
    Colleague colleague = colleague(deviceId);
    return calendar
        .gapDay()
        .atTime(colleague.shiftStart().plusHours(1))
        .atZone(colleague.zone())
        .toInstant()
        .toEpochMilli();
  }

  private long offlineFromMs(String deviceId) {
    return calendar
        .offlineFrom()
        .atStartOfDay(colleague(deviceId).zone())
        .toInstant()
        .toEpochMilli();
  }

  private long offlineToMs(String deviceId) {
    return offlineFromMs(deviceId) + 72 * HOUR_MS + 10 * HOUR_MS;
  }

  private Colleague colleague(String deviceId) {
    return roster.get(index(deviceId));
  }

  private int index(String deviceId) {
    Integer index = indexes.get(deviceId);
    if (index == null) {
      throw new IllegalArgumentException("no device '" + deviceId + "' in this fleet");
    }
    return index;
  }

  private Trait traitOf(String deviceId) {
    return deviceId.equals(SERVER) ? Trait.NONE : Trait.of(index(deviceId));
  }

  private List<ActivityEvent> day(String deviceId, LocalDate date) {
    if (date.isBefore(calendar.first())) {
      return List.of();
    }
    return deviceId.equals(SERVER)
        ? serverDay(date).events()
        : officeDay(colleague(deviceId), date).events();
  }

  private OfficeDay officeDay(Colleague colleague, LocalDate date) {
    return new OfficeDay(seed, colleague, traitOf(colleague.deviceId()), calendar, date);
  }

  private ServerDay serverDay(LocalDate date) {
    return new ServerDay(seed, roster.subList(0, roster.size() - 1), calendar, date);
  }

  /** Day after day; a day that runs past midnight is over before the next one begins. */
  private final class Days implements Iterator<ActivityEvent> {
    private final String deviceId;
    private final LocalDate lastDate;
    private final long fromMs;
    private final long toMs;
    private LocalDate nextDate;
    private Iterator<ActivityEvent> day = Collections.emptyIterator();

    Days(String deviceId, LocalDate firstDate, LocalDate lastDate, long fromMs, long toMs) {
      this.deviceId = deviceId;
      this.nextDate = firstDate;
      this.lastDate = lastDate;
      this.fromMs = fromMs;
      this.toMs = toMs;
    }

    @Override
    public boolean hasNext() {
      while (!day.hasNext() && !nextDate.isAfter(lastDate)) {
        day =
            day(deviceId, nextDate).stream()
                .filter(event -> event.getEndedAt() >= fromMs && event.getEndedAt() < toMs)
                .iterator();
        nextDate = nextDate.plusDays(1);
      }
      return day.hasNext();
    }

    @Override
    public ActivityEvent next() {
      if (!hasNext()) {
        throw new NoSuchElementException(deviceId + " has no more events until " + toMs);
      }
      return day.next();
    }
  }
}
