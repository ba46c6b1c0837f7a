package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.Device;
import dev.plainsight.contract.avro.DeviceAction;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * SW-04: a person's first removable storage, or far more written to it in a day than this person
 * usually writes. Days are UTC.
 *
 * <pre>
 * day        1      2     3     4     5     6
 * written   20 MB   8    30    15    11    4 GB
 *           first                          10 times the median of 15 MB and > 500 MB: found
 * </pre>
 */
public final class RemovableStorage implements Detector<RemovableStorage.State> {
  private static final long DAY_MS = 86_400_000;
  private static final int DAYS_MAX = 30;
  private static final double MB = 1e6;

  /** One day with removable storage. */
  public record Day(
      long day,
      boolean first,
      long startMs,
      long endMs,
      long bytes,
      String anchor,
      String deviceId,
      List<EventRange> events) {}

  /**
   * What is remembered between events.
   *
   * @param days the last ones with storage, oldest first; only the last one keeps its events
   */
  public record State(List<Day> days) {}

  @Override
  public String ruleId() {
    return "SW-04";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(List.of());
  }

  /** The longest time of no storage that a policy may set. */
  @Override
  public long reachMs() {
    return 365 * DAY_MS;
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    Device device = event.getEvent().getDevice();
    return device != null
        && device.getDeviceClass().equals("storage")
        && (device.getAction() != DeviceAction.DETACH || device.getBytesWritten() > 0);
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long day = Math.floorDiv(event.getEvent().getOccurredAt(), DAY_MS);
    List<Day> days = new ArrayList<>(state.days());
    int last = days.size() - 1;
    if (last < 0 || days.get(last).day() != day) {
      boolean first = last < 0 || day - days.get(last).day() > rule.threshold("again_after_days");
      if (last >= 0) {
        days.set(last, settled(days.get(last)));
      }
      days.add(begun(day, first, event));
      last++;
    }
    Day today = grown(days.get(last), event);
    days.set(last, today);
    if (days.size() > DAYS_MAX) {
      days.remove(0);
      last--;
    }
    double usual = median(days.subList(0, last));
    boolean more = last >= rule.threshold("known_days_min") && isFarMore(today, usual, rule);
    State next = new State(days);
    return today.first() || more
        ? Step.growing(next, today.anchor(), () -> finding(today, more, usual, entity, event, rule))
        : Step.quiet(next);
  }

  private static Day begun(long day, boolean first, IdentifiedEvent event) {
    long atMs = event.getEvent().getOccurredAt();
    String anchor = EventId.of(event).toString();
    return new Day(day, first, atMs, atMs, 0, anchor, event.getDeviceId(), List.of());
  }

  private static Day settled(Day day) {
    return new Day(
        day.day(),
        day.first(),
        day.startMs(),
        day.endMs(),
        day.bytes(),
        day.anchor(),
        day.deviceId(),
        List.of());
  }

  private static Day grown(Day day, IdentifiedEvent event) {
    Device device = Objects.requireNonNull(event.getEvent().getDevice());
    return new Day(
        day.day(),
        day.first(),
        day.startMs(),
        Math.max(day.endMs(), event.getEvent().getEndedAt()),
        day.bytes() + device.getBytesWritten(),
        day.anchor(),
        day.deviceId(),
        Ranges.with(day.events(), event));
  }

  private static boolean isFarMore(Day today, double usual, Rule rule) {
    return today.bytes() >= rule.threshold("mb_min") * MB
        && today.bytes() >= usual * rule.threshold("times_usual_min");
  }

  private static double median(List<Day> days) {
    if (days.isEmpty()) {
      return Double.NaN;
    }
    long[] bytes = days.stream().mapToLong(Day::bytes).sorted().toArray();
    return (bytes[(bytes.length - 1) / 2] + bytes[bytes.length / 2]) / 2.0;
  }

  private static Finding finding(
      Day today, boolean more, double usual, Entity entity, IdentifiedEvent event, Rule rule) {
    Draft draft =
        new Draft(rule, entity, today.anchor())
            .person(event.getEvent().getUser())
            .device(today.deviceId())
            .between(today.startMs(), today.endMs())
            .because(more ? farMore(today, usual, entity, rule) : first(today, entity, rule))
            .measure("written_mb", today.bytes() / MB, ">=", "mb_min", "MB", usual / MB)
            .restsOn(today.events())
            .unknown("backup", "agreed_transfer");
    boolean heavy = today.bytes() >= rule.threshold("mb_min") * MB;
    return draft.finding(heavy ? rule.severity() : Severity.LOW);
  }

  private static String first(Day today, Entity entity, Rule rule) {
    return String.format(
        Locale.ROOT,
        "%s used removable storage for the first time in %.0f days or ever; %.0f MB were written"
            + " (of note from %.0f MB).",
        entity.key(),
        rule.threshold("again_after_days"),
        today.bytes() / MB,
        rule.threshold("mb_min"));
  }

  private static String farMore(Day today, double usual, Entity entity, Rule rule) {
    return String.format(
        Locale.ROOT,
        "%s wrote %.0f MB to removable storage in a day; usual are %.0f MB (rule: %.0f MB and %.0f"
            + " times the usual).",
        entity.key(),
        today.bytes() / MB,
        usual / MB,
        rule.threshold("mb_min"),
        rule.threshold("times_usual_min"));
  }
}
