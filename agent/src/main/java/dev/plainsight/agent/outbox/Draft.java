package dev.plainsight.agent.outbox;

import dev.plainsight.contract.avro.ActivityEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Events that will be one batch, and the cursors that go with them. */
final class Draft {
  static final int EVENTS_MAX = 500;

  /** At 3 bytes a character still below the largest record. */
  static final int CHARS_MAX = 250_000;

  private static final int FIXED_CHARS = 40;

  final List<ActivityEvent> events = new ArrayList<>();
  final long openedMs;
  Map<String, String> cursors = Map.of();
  boolean urgent;
  private int chars;

  Draft(long openedMs) {
    this.openedMs = openedMs;
  }

  boolean fits(List<ActivityEvent> more) {
    return events.isEmpty()
        || (events.size() + more.size() <= EVENTS_MAX
            && chars + more.stream().mapToInt(Draft::chars).sum() <= CHARS_MAX);
  }

  void add(ActivityEvent event) {
    events.add(event);
    chars += chars(event);
    urgent |= event.getLogon() != null || event.getAgent() != null;
  }

  boolean isFull() {
    return events.size() >= EVENTS_MAX || chars >= CHARS_MAX;
  }

  private static int chars(SpecificRecord record) {
    int sum = FIXED_CHARS;
    for (int i = record.getSchema().getFields().size() - 1; i >= 0; i--) {
      Object value = record.get(i);
      if (value instanceof String text) {
        sum += text.length();
      } else if (value instanceof SpecificRecord inner) {
        sum += chars(inner);
      }
    }
    return sum;
  }
}
