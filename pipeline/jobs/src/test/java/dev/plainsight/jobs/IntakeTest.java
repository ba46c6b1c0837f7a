package dev.plainsight.jobs;

import static dev.plainsight.jobs.Sender.MONDAY_0900;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.Decoded;
import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import dev.plainsight.detect.sigma.RuleText;
import dev.plainsight.detect.sigma.SigmaSet;
import dev.plainsight.store.BatchRow;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which entities an event is sent to depends on the Sigma rules in force. */
class IntakeTest {
  private static final String FISHY = set("/fishy");

  private static String set(String image) {
    return new SigmaSet(
            List.of(
                new RuleText(
                    "fishy.yml",
                    "title: Fishy\nlogsource: {product: linux, category: process_creation}\n"
                        + "detection: {s: {Image|endswith: %s}, condition: s}".formatted(image))),
            "",
            Map.of(),
            true)
        .toJson();
  }

  @Test
  void sendsAnEventToItsDeviceFromTheRulesOnThatAreForIt() throws Exception {
    try (Harness intake = new Harness(null)) {
      intake.takes("/opt/fishy");
      assertEquals(List.of(), intake.sent());

      intake.hears(FISHY);
      intake.takes("/opt/fishy");
      assertEquals(List.of("DEVICE:host-1"), intake.sent());
      intake.takes("/opt/honest");
      assertEquals(List.of(), intake.sent());

      intake.hears(set("/honest"));
      intake.takes("/opt/fishy");
      assertEquals(List.of(), intake.sent());

      intake.hears("");
      intake.takes("/opt/honest");
      assertEquals(List.of(), intake.sent());
    }
  }

  @Test
  void goesByTheRulesBeforeWhereNewOnesCannotBeInForceAndOverARestart() throws Exception {
    OperatorSubtaskState safe;
    try (Harness intake = new Harness(null)) {
      intake.hears(FISHY);
      intake.hears("rubbish");
      intake.takes("/opt/fishy");
      assertEquals(List.of("DEVICE:host-1"), intake.sent());
      safe = intake.safe();
    }
    try (Harness intake = new Harness(safe)) {
      intake.device.sends(started("/opt/fishy"));
      intake.takes("/opt/fishy");
      assertEquals(List.of("DEVICE:host-1"), intake.sent());
    }
  }

  private static ActivityEvent started(String exe) {
    return ActivityEvent.newBuilder()
        .setOccurredAt(MONDAY_0900)
        .setEndedAt(MONDAY_0900)
        .setUser("ada")
        .setProcess(Process.newBuilder().setAction(ProcessAction.START).setExe(exe).build())
        .build();
  }

  /** The operator alone, keyed as in the job, and one device that sends. */
  private static final class Harness implements AutoCloseable {
    private final KeyedBroadcastOperatorTestHarness<String, BatchRow, PolicyRecord, IdentifiedEvent>
        operator;
    private final Sender device = new Sender("host-1");
    private final BatchCodec codec = new BatchCodec();

    Harness(@Nullable OperatorSubtaskState restored) throws Exception {
      operator =
          new KeyedBroadcastOperatorTestHarness<>(
              new CoBroadcastWithKeyedOperator<>(
                  new Intake(), List.of(Thresholds.STATE, PolicyTexts.STATE)),
              row -> row.batch().getDeviceId(),
              Types.STRING,
              1,
              1,
              0);
      operator.setup();
      if (restored != null) {
        operator.initializeState(restored);
      }
      operator.open();
    }

    void takes(String exe) throws Exception {
      RawRecord record = last(device.sends(started(exe)).records());
      Decoded.Batch decoded = (Decoded.Batch) codec.decode(record.bytes());
      BatchRow row = new BatchRow(decoded.batch(), record.bytes(), 0, record.offset(), MONDAY_0900);
      operator.processElement(new StreamRecord<>(row));
    }

    private static RawRecord last(List<RawRecord> records) {
      return records.get(records.size() - 1);
    }

    void hears(String text) throws Exception {
      operator.processBroadcastElement(
          new StreamRecord<>(
              new PolicyRecord(Topics.POLICY, 0, 0, MONDAY_0900, Policy.SIGMA, text)));
    }

    /** To which devices since it was last asked; rules on programs take all that start. */
    List<String> sent() {
      var routed = operator.getSideOutput(Outputs.ROUTED);
      List<String> sent =
          routed == null
              ? List.of()
              : routed.stream()
                  .map(each -> each.getValue().key())
                  .filter(key -> key.startsWith("DEVICE:"))
                  .toList();
      if (routed != null) {
        routed.clear();
      }
      return sent;
    }

    OperatorSubtaskState safe() throws Exception {
      return operator.snapshot(1, 1);
    }

    @Override
    public void close() throws Exception {
      operator.close();
    }
  }
}
