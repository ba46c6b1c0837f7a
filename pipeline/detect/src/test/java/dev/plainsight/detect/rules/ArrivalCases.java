package dev.plainsight.detect.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plainsight.contract.Reject;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.examples.Examples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Runs the cases of the rules that fold arrivals and batches. */
final class ArrivalCases {
  private ArrivalCases() {}

  /** {@code {"at": …, "agent": "STOP"}} is heard; {@code {"at": …, "wake": true}} is a timer. */
  static List<Finding> silences(Rule rule, JsonNode arrivals) {
    Silence silence = new Silence(rule);
    Silence.State state = silence.start();
    Map<String, Finding> latest = new TreeMap<>();
    long seq = 0;
    for (JsonNode arrival : arrivals) {
      long nowMs = Examples.atMs(arrival);
      Step<Silence.State> step =
          arrival.has("wake")
              ? silence.onTime(state, nowMs)
              : silence.onHeard(state, nowMs, heard(++seq, nowMs, arrival.path("agent").asText()));
      step.findings().forEach(finding -> latest.put(finding.id(), finding));
      state = step.next();
    }
    return standing(latest);
  }

  private static IdentifiedEvent heard(long seq, long atMs, String action) {
    return new IdentifiedEvent("laptop-1", 1L, seq, atMs, agent(atMs, action, 0, 0));
  }

  private static ActivityEvent agent(long atMs, String action, long from, long to) {
    AgentState state =
        AgentState.newBuilder()
            .setAction(action.isEmpty() ? AgentAction.HEARTBEAT : AgentAction.valueOf(action))
            .setDroppedFromSeq(from)
            .setDroppedToSeq(to)
            .build();
    return ActivityEvent.newBuilder().setOccurredAt(atMs).setEndedAt(atMs).setAgent(state).build();
  }

  /**
   * {@code {"at": …, "epoch": 2, "first": 0, "last": 9, "previous_last": 7, "dropped": [4, 5]}}; a
   * third number of {@code dropped} names an earlier epoch.
   */
  static List<Finding> gaps(Rule rule, JsonNode batches) {
    SequenceLedger ledger = new SequenceLedger(rule);
    SequenceLedger.State state = ledger.start();
    Map<String, Finding> latest = new TreeMap<>();
    for (JsonNode batch : batches) {
      Step<SequenceLedger.State> step = ledger.onBatch(state, batch(batch));
      step.findings().forEach(finding -> latest.put(finding.id(), finding));
      state = step.next();
    }
    return standing(latest);
  }

  private static EventBatch batch(JsonNode spec) {
    JsonNode dropped = spec.get("dropped");
    return batch(
        Examples.atMs(spec),
        spec.path("epoch").asLong(1),
        spec.get("first").asLong(),
        spec.get("last").asLong(),
        spec.path("previous_last").asLong(-1),
        dropped == null
            ? null
            : StreamSupport.stream(dropped.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray());
  }

  /** A batch of heartbeats, one a second; the last declares the drop, where there is one. */
  static EventBatch batch(
      long atMs, long epoch, long first, long last, long previousLast, long @Nullable [] dropped) {
    List<ActivityEvent> events = new ArrayList<>();
    for (long seq = first; seq <= last; seq++) {
      events.add(agent(atMs + (seq - first) * 1_000, "HEARTBEAT", 0, 0));
    }
    if (dropped != null) {
      long endMs = atMs + (last - first) * 1_000;
      ActivityEvent drop = agent(endMs, "DROPPED", dropped[0], dropped[1]);
      if (dropped.length > 2) {
        Objects.requireNonNull(drop.getAgent()).setDetail("epoch=" + dropped[2] + " disk full");
      }
      events.set(events.size() - 1, drop);
    }
    return EventBatch.newBuilder()
        .setDeviceId("laptop-1")
        .setBootEpoch(epoch)
        .setFirstSeq(first)
        .setPreviousEpochLastSeq(previousLast)
        .setPreviousHash(ByteBuffer.allocate(32))
        .setSentAt(atMs)
        .setEvents(events)
        .build();
  }

  /** {@code {"at": …, "epoch": 2, "first": 0, "last": 9, "reason": "BROKEN_CHAIN"}}. */
  static List<Finding> refused(Rule rule, JsonNode batches) {
    RefusedBatches refused = new RefusedBatches(rule);
    Map<String, RefusedBatches.State> states = new TreeMap<>();
    Map<String, Finding> latest = new TreeMap<>();
    for (JsonNode spec : batches) {
      Reject reason = Reject.valueOf(spec.get("reason").asText());
      if (!RefusedBatches.concerns(reason)) {
        continue;
      }
      String key = spec.path("epoch").asLong(1) + " " + reason;
      Step<RefusedBatches.State> step = refused.onRefused(states.get(key), batch(spec), reason);
      states.put(key, step.next());
      step.findings().forEach(finding -> latest.put(finding.id(), finding));
    }
    return standing(latest);
  }

  private static List<Finding> standing(Map<String, Finding> latest) {
    return latest.values().stream().filter(finding -> !finding.retracted()).toList();
  }
}
