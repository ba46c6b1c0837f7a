package dev.plainsight.local.fleet;

import dev.plainsight.agent.outbox.Epoch;
import dev.plainsight.agent.outbox.Outbox;
import dev.plainsight.agent.outbox.OutboxOptions;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.scenario.Delivery;
import dev.plainsight.scenario.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One simulated device: the events of a scenario, through a real outbox of its own. How far the
 * simulation is stands in the outbox beside the events, so a restart neither repeats nor skips.
 */
final class SimulatedDevice implements AutoCloseable {
  private static final String CURSOR = "simulated-until";
  private final Fleet fleet;
  private final String deviceId;
  private final Path folder;
  private final Courier.Way way;
  private final Iterator<ActivityEvent> events;
  private Outbox outbox;
  private @Nullable ActivityEvent next;
  private long clockMs;
  private boolean written;

  SimulatedDevice(
      Fleet fleet, String deviceId, Path folder, Courier courier, Instant from, Instant to)
      throws IOException {
    this.fleet = fleet;
    this.deviceId = deviceId;
    this.folder = folder;
    this.way = courier.new Way();
    this.outbox = open();
    long untilMs = outbox.cursor(CURSOR).map(Long::parseLong).orElse(from.toEpochMilli() - 1);
    this.events = fleet.events(deviceId, Instant.ofEpochMilli(untilMs + 1), to);
    advance();
  }

  private Outbox open() throws IOException {
    OutboxOptions options =
        new OutboxOptions(deviceId, folder)
            .versions("0.1.0", "", "")
            .epoch(Epoch.countedFrom(1))
            .clocks(() -> clockMs, () -> clockMs)
            .withoutFsync();
    return Outbox.open(options, way);
  }

  private void advance() {
    next = events.hasNext() ? events.next() : null;
  }

  /** Gives away all events that end before the moment; how many. */
  int runUntil(long nowMs) throws IOException {
    int count = 0;
    for (ActivityEvent event = next; event != null && event.getEndedAt() < nowMs; event = next) {
      if (isStart(event) && written) {
        outbox.close();
        outbox = open();
      }
      give(event);
      count++;
      advance();
    }
    if (count > 0) {
      outbox.flush();
      outbox.tick(clockMs);
    }
    return count;
  }

  private void give(ActivityEvent event) {
    Delivery delivery = fleet.delivery(deviceId, event);
    clockMs = event.getEndedAt();
    if (delivery.lost()) {
      outbox.flush();
      way.next(delivery.arrivesMs(), true);
      outbox.append(List.of(event), CURSOR, Long.toString(event.getEndedAt()));
      outbox.flush();
      way.next(delivery.arrivesMs(), false);
    } else {
      way.next(Math.max(delivery.arrivesMs(), event.getEndedAt()), false);
      outbox.append(List.of(event), CURSOR, Long.toString(event.getEndedAt()));
    }
    written = true;
  }

  private static boolean isStart(ActivityEvent event) {
    AgentState agent = event.getAgent();
    return agent != null && agent.getAction() == AgentAction.START;
  }

  @Override
  public void close() throws IOException {
    outbox.close();
  }
}
