package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists of event ranges, at most {@link Finding#EVENTS_MAX} long: what does not fit is left out.
 */
final class Ranges {
  private Ranges() {}

  /** With this one event; neighbours grow together. */
  static List<EventRange> with(List<EventRange> ranges, IdentifiedEvent event) {
    return join(ranges, of(event), 1);
  }

  static List<EventRange> with(List<EventRange> ranges, EventRange range) {
    return join(ranges, range, 1);
  }

  /**
   * With all from the ranges' first event of this device and epoch to this one: what lies between
   * (heartbeats, programs) is the same person's same minutes.
   */
  static List<EventRange> spanning(List<EventRange> ranges, IdentifiedEvent event) {
    return join(ranges, of(event), Long.MAX_VALUE);
  }

  static List<EventRange> spanning(List<EventRange> ranges, List<EventRange> more) {
    List<EventRange> joined = ranges;
    for (EventRange range : more) {
      joined = join(joined, range, Long.MAX_VALUE);
    }
    return joined;
  }

  static EventRange of(IdentifiedEvent event) {
    return new EventRange(
        event.getDeviceId(), event.getBootEpoch(), event.getSeq(), event.getSeq());
  }

  private static List<EventRange> join(List<EventRange> ranges, EventRange next, long distanceMax) {
    for (int i = ranges.size() - 1; i >= 0; i--) {
      EventRange range = ranges.get(i);
      if (isSameEpoch(range, next) && distance(range, next) <= distanceMax) {
        return set(ranges, i, hull(range, next));
      }
    }
    if (ranges.size() >= Finding.EVENTS_MAX) {
      return ranges;
    }
    List<EventRange> joined = new ArrayList<>(ranges.size() + 1);
    joined.addAll(ranges);
    joined.add(next);
    return joined;
  }

  /** A person at one device has one range: no list is copied for each slice. */
  private static List<EventRange> set(List<EventRange> ranges, int at, EventRange range) {
    if (ranges.size() == 1) {
      return List.of(range);
    }
    List<EventRange> set = new ArrayList<>(ranges);
    set.set(at, range);
    return set;
  }

  private static boolean isSameEpoch(EventRange a, EventRange b) {
    return a.bootEpoch() == b.bootEpoch() && a.deviceId().equals(b.deviceId());
  }

  /** 1 for neighbours, 0 or less where they overlap. */
  private static long distance(EventRange a, EventRange b) {
    return Math.max(a.firstSeq(), b.firstSeq()) - Math.min(a.lastSeq(), b.lastSeq());
  }

  private static EventRange hull(EventRange a, EventRange b) {
    return new EventRange(
        a.deviceId(),
        a.bootEpoch(),
        Math.min(a.firstSeq(), b.firstSeq()),
        Math.max(a.lastSeq(), b.lastSeq()));
  }
}
