package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.EventRange;
import java.util.List;

/**
 * Events of one kind in a row: what one finding is about.
 *
 * <pre>
 * events   x  x x   x |             x x
 * spells   [ 4 times ] | quiet: next [ ...
 * </pre>
 *
 * @param anchor its first event; empty before any
 * @param times how many events
 */
public record Spell(String anchor, long startMs, long endMs, int times, List<EventRange> events) {
  /** Before any event. */
  static final Spell NONE = new Spell("", 0, 0, 0, List.of());

  /** With this event, in the same spell or, after so long a quiet, as the first of the next. */
  Spell with(IdentifiedEvent event, double quietMs) {
    long atMs = event.getEvent().getOccurredAt();
    if (isOver(atMs, quietMs)) {
      return new Spell(EventId.of(event).toString(), atMs, atMs, 1, Ranges.with(List.of(), event));
    }
    return new Spell(anchor, startMs, atMs, times + 1, Ranges.with(events, event));
  }

  boolean isOver(long atMs, double quietMs) {
    return anchor.isEmpty() || atMs - endMs > quietMs;
  }

  /** The device of all its events; empty where there are several. */
  String onlyDevice() {
    String first = events.isEmpty() ? "" : events.get(0).deviceId();
    return events.stream().allMatch(range -> range.deviceId().equals(first)) ? first : "";
  }
}
