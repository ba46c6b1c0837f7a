package dev.plainsight.contract;

import dev.plainsight.contract.avro.IdentifiedEvent;
import java.util.Comparator;

/**
 * The identity of one event, given on the device before the event is buffered: no two events of a
 * fleet share it, and the same event keeps it through every retry.
 */
public record EventId(String deviceId, long bootEpoch, long seq) implements Comparable<EventId> {
  private static final Comparator<EventId> ORDER =
      Comparator.comparing(EventId::deviceId)
          .thenComparingLong(EventId::bootEpoch)
          .thenComparingLong(EventId::seq);

  public static EventId of(IdentifiedEvent event) {
    return new EventId(event.getDeviceId(), event.getBootEpoch(), event.getSeq());
  }

  @Override
  public int compareTo(EventId other) {
    return ORDER.compare(this, other);
  }

  /** {@code device/epoch/seq}: the form in which findings and exports name an event. */
  @Override
  public String toString() {
    return deviceId + "/" + bootEpoch + "/" + seq;
  }
}
