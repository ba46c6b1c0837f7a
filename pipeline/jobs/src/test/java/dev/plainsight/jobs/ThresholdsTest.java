package dev.plainsight.jobs;

import static dev.plainsight.jobs.Sender.MONDAY_0900;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.detect.Finding;
import dev.plainsight.store.BatchRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules about arrivals and batches follow the thresholds in force. */
class ThresholdsTest {
  private static final long MINUTE_MS = 60_000;

  /** One of the two operators, keyed as in the job; its clock goes on as it is told. */
  private static final class Device<O> implements AutoCloseable {
    private final KeyedTwoInputStreamOperatorTestHarness<String, BatchRow, PolicyRecord, O>
        operator;

    Device(
        KeyedBroadcastProcessFunction<String, BatchRow, PolicyRecord, O> function,
        @Nullable OperatorSubtaskState restored)
        throws Exception {
      operator =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new CoBroadcastWithKeyedOperator<>(
                  function, List.of(Thresholds.STATE, PolicyTexts.STATE)),
              row -> row.batch().getDeviceId(),
              null,
              Types.STRING);
      operator.setup();
      if (restored != null) {
        operator.initializeState(restored);
      }
      operator.open();
    }

    void sends(long firstSeq, int events) throws Exception {
      operator.processElement1(new StreamRecord<>(row(firstSeq, events)));
    }

    void hears(String thresholds) throws Exception {
      operator.processElement2(
          new StreamRecord<>(
              new PolicyRecord(Topics.POLICY, 0, 0, MONDAY_0900, Policy.THRESHOLDS, thresholds)));
    }

    void clock(long minute) throws Exception {
      operator.setProcessingTime(System.currentTimeMillis() + minute * MINUTE_MS);
    }

    @Override
    public void close() throws Exception {
      operator.close();
    }
  }

  private static BatchRow row(long firstSeq, int count) {
    List<ActivityEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          ActivityEvent.newBuilder()
              .setOccurredAt(MONDAY_0900)
              .setEndedAt(MONDAY_0900)
              .setAgent(AgentState.newBuilder().setAction(AgentAction.HEARTBEAT).build())
              .build());
    }
    EventBatch batch =
        EventBatch.newBuilder()
            .setDeviceId("laptop-1")
            .setBootEpoch(1)
            .setFirstSeq(firstSeq)
            .setPreviousHash(ByteBuffer.wrap(HashChain.link(bytes(firstSeq - 1))))
            .setSentAt(MONDAY_0900)
            .setEvents(events)
            .build();
    return new BatchRow(batch, bytes(firstSeq), 0, firstSeq, MONDAY_0900);
  }

  /** Stands for the batch that begins here; of batches of one event the next is linked to it. */
  private static byte[] bytes(long firstSeq) {
    return new byte[] {(byte) firstSeq};
  }

  private static List<String> told(List<Finding> findings) {
    return findings.stream()
        .map(each -> each.rule() + " v" + each.version() + (each.retracted() ? " retracted" : ""))
        .toList();
  }

  /**
   *
   *
   * <pre>
   * silent_s    900      1800           900
   * heard  x    |20 min: found  |retracted  |found again
   * </pre>
   */
  @Test
  void aSilenceIsWhatTheThresholdInForceSaysItIs() throws Exception {
    try (Device<Finding> device = new Device<>(new SilenceWatch(), null)) {
      device.clock(0);
      device.sends(0, 1);
      for (int minute = 1; minute <= 20; minute++) {
        device.clock(minute);
      }
      assertEquals(List.of("AG-01 v1"), told(device.operator.extractOutputValues()));

      device.hears("AG-01: {silent_s: 1800}");
      device.clock(22);
      device.clock(23);
      device.hears("AG-01: {silent_s: 0}");
      device.hears("");
      device.clock(25);
      assertEquals(
          List.of("AG-01 v1", "AG-01 v2 retracted", "AG-01 v3"),
          told(device.operator.extractOutputValues()));
    }
  }

  @Test
  void aShorterThresholdIsInForceWithinAMinute() throws Exception {
    try (Device<Finding> device = new Device<>(new SilenceWatch(), null)) {
      device.clock(0);
      device.sends(0, 1);
      device.clock(8);
      assertEquals(List.of(), told(device.operator.extractOutputValues()));
      device.hears("AG-01: {silent_s: 420}");
      device.clock(10);
      assertEquals(List.of("AG-01 v1"), told(device.operator.extractOutputValues()));
    }
  }

  @Test
  void aGapIsToldWhereItIsLargeEnough() throws Exception {
    OperatorSubtaskState safe;
    try (var device = new Device<>(new Intake(), null)) {
      device.hears("AG-02: {missing_min: 10}");
      device.sends(0, 1);
      device.sends(4, 1);
      assertEquals(List.of(), gaps(device));
      safe = device.operator.snapshot(1, 1);
    }
    try (var device = new Device<>(new Intake(), safe)) {
      device.sends(5, 1);
      assertEquals(List.of(), gaps(device), "the threshold outlives a restart");
      device.hears("");
      device.sends(6, 1);
      assertEquals(List.of("AG-02 v1"), gaps(device));
      device.hears("AG-02: {missing_min: 10}");
      device.sends(7, 1);
      device.sends(8, 1);
      device.hears("AG-02: {missing_min: 2}");
      device.sends(9, 1);
      assertEquals(List.of("AG-02 v1", "AG-02 v2 retracted", "AG-02 v3"), gaps(device));
    }
  }

  private static List<String> gaps(Device<?> device) {
    var out = device.operator.getSideOutput(Outputs.INTAKE_FINDINGS);
    return out == null ? List.of() : told(out.stream().map(StreamRecord::getValue).toList());
  }

  @Test
  void aContradictionIsToldWhereThereAreEnough() throws Exception {
    try (var device = new Device<>(new Intake(), null)) {
      device.sends(0, 5);
      device.hears("AG-03: {refused_min: 2}");
      device.sends(1, 2);
      assertEquals(List.of(), gaps(device));
      device.sends(2, 2);
      assertEquals(List.of("AG-03 v1"), gaps(device));
      device.hears("AG-03: {refused_min: 5}");
      device.sends(3, 1);
      device.hears("");
      device.sends(4, 1);
      assertEquals(List.of("AG-03 v1", "AG-03 v2"), gaps(device), "what was found stays found");
    }
  }
}
