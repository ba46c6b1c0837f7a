package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;

/**
 * The one order in which events are folded, whatever the order of their arrival: by time, and
 * within the same millisecond by identity.
 *
 * @param occurredAt ms since 1970 UTC
 */
public record EventOrder(long occurredAt, String deviceId, long bootEpoch, long seq)
    implements Comparable<EventOrder> {
  public static EventOrder of(IdentifiedEvent event) {
    return new EventOrder(
        event.getEvent().getOccurredAt(),
        event.getDeviceId(),
        event.getBootEpoch(),
        event.getSeq());
  }

  @Override
  public int compareTo(EventOrder other) {
    int order = Long.compare(occurredAt, other.occurredAt);
    if (order == 0) {
      order = deviceId.compareTo(other.deviceId);
    }
    if (order == 0) {
      order = Long.compare(bootEpoch, other.bootEpoch);
    }
    return order == 0 ? Long.compare(seq, other.seq) : order;
  }
}
