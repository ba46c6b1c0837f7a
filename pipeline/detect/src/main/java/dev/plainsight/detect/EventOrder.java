package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;
import java.util.Comparator;

/**
 * The one order in which events are folded, whatever the order of their arrival: by time, and
 * within the same millisecond by identity.
 *
 * @param occurredAt ms since 1970 UTC
 */
public record EventOrder(long occurredAt, String deviceId, long bootEpoch, long seq)
    implements Comparable<EventOrder> {
  private static final Comparator<EventOrder> ORDER =
      Comparator.comparingLong(EventOrder::occurredAt)
          .thenComparing(EventOrder::deviceId)
          .thenComparingLong(EventOrder::bootEpoch)
          .thenComparingLong(EventOrder::seq);

  public static EventOrder of(IdentifiedEvent event) {
    return new EventOrder(
        event.getEvent().getOccurredAt(),
        event.getDeviceId(),
        event.getBootEpoch(),
        event.getSeq());
  }

  @Override
  public int compareTo(EventOrder other) {
    return ORDER.compare(this, other);
  }
}
