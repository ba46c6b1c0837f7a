package dev.plainsight.jobs;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.canary.Canary;
import dev.plainsight.detect.canary.CanaryName;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one canary, as devices would send them: a batch an event, each naming the one
 * before. Made anew they are the same bytes, so that a canary sent twice is taken once.
 */
final class CanaryRecords {
  /** Events that AG-02's canary leaves out. */
  private static final long GAP = 1_000;

  /**
   * One record.
   *
   * @param atMs when it is said to have arrived, ms since 1970 UTC
   */
  record Sent(String device, byte[] bytes, long atMs) {}

  private final BatchCodec codec = new BatchCodec();
  private final Map<String, byte[]> links = new HashMap<>();
  private final List<Sent> records = new ArrayList<>();

  private CanaryRecords() {}

  /** Those of the rule's canary of a day. */
  static List<Sent> of(String rule, LocalDate day) {
    CanaryRecords made = new CanaryRecords();
    String device = "%s%s.%s.device".formatted(CanaryName.PREFIX, day, rule);
    long atMs = day.toEpochDay() * 86_400_000;
    switch (rule) {
      case "AG-01" -> made.heartbeat(device, 0, atMs, "");
      case "AG-02" -> {
        made.heartbeat(device, 0, atMs, "");
        made.heartbeat(device, 1 + GAP, atMs, "");
      }
      case "AG-03" -> {
        made.heartbeat(device, 0, atMs, "");
        made.heartbeat(device, 0, atMs, "another heartbeat under the same sequence");
      }
      default -> Canary.of(rule, day).events().forEach(made::add);
    }
    return made.records;
  }

  private void heartbeat(String device, long seq, long atMs, String detail) {
    AgentState beat =
        AgentState.newBuilder().setAction(AgentAction.HEARTBEAT).setDetail(detail).build();
    add(
        new IdentifiedEvent(
            device,
            1L,
            seq,
            atMs,
            ActivityEvent.newBuilder()
                .setOccurredAt(atMs)
                .setEndedAt(atMs)
                .setAgent(beat)
                .build()));
  }

  private void add(IdentifiedEvent event) {
    byte[] bytes =
        codec.encode(
            EventBatch.newBuilder()
                .setDeviceId(event.getDeviceId())
                .setBootEpoch(event.getBootEpoch())
                .setFirstSeq(event.getSeq())
                .setPreviousEpochLastSeq(-1)
                .setPreviousHash(
                    ByteBuffer.wrap(links.getOrDefault(event.getDeviceId(), HashChain.start())))
                .setSentAt(event.getReceivedAt())
                .setEvents(List.of(event.getEvent()))
                .build());
    links.put(event.getDeviceId(), HashChain.link(bytes));
    records.add(new Sent(event.getDeviceId(), bytes, event.getReceivedAt()));
  }
}
