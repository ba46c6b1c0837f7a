package dev.plainsight.jobs;

import static dev.plainsight.jobs.Sender.MONDAY_0900;

import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.store.DeadLetterRow;
import dev.plainsight.store.LateRow;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The folding operator alone, keyed as in the job. */
final class DetectHarness implements AutoCloseable {
  private final KeyedTwoInputStreamOperatorTestHarness<String, Routed, PolicyRecord, Finding>
      operator;
  private long checkpoint;
  private long seq;

  DetectHarness(@Nullable OperatorSubtaskState restored) throws Exception {
    this(restored, List.of());
  }

  /** From this state, with these databases of places. */
  DetectHarness(@Nullable OperatorSubtaskState restored, List<String> placesFiles)
      throws Exception {
    operator =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new Detect(placesFiles), Routed::key, null, Types.STRING);
    operator.setup();
    if (restored != null) {
      operator.initializeState(restored);
    }
    operator.open();
  }

  /** For the entity of this dimension. */
  void takes(Dimension dimension, IdentifiedEvent event) throws Exception {
    Entity entity = new Entity(dimension, dimension.keyOf(event));
    operator.processElement1(new StreamRecord<>(Routed.to(entity, event)));
  }

  /** The next event of a host. */
  void takes(Dimension dimension, ActivityEvent event) throws Exception {
    takes(dimension, new IdentifiedEvent("host-1", 1L, ++seq, event.getEndedAt(), event));
  }

  void hears(String thresholds) throws Exception {
    hears(Topics.POLICY, Policy.THRESHOLDS, thresholds);
  }

  void hears(String topic, String key, String value) throws Exception {
    operator.processElement2(
        new StreamRecord<>(new PolicyRecord(topic, 0, 0, MONDAY_0900, key, value)));
  }

  List<DeadLetterRow> refused() {
    var refused = operator.getSideOutput(Outputs.DEAD_LETTERS);
    return refused == null ? List.of() : refused.stream().map(StreamRecord::getValue).toList();
  }

  OperatorSubtaskState barrier() throws Exception {
    operator.prepareSnapshotPreBarrier(++checkpoint);
    return operator.snapshot(checkpoint, checkpoint);
  }

  /** What left since it was last asked. */
  List<Finding> said() {
    List<Finding> said = operator.extractOutputValues();
    operator.getOutput().clear();
    return said;
  }

  List<LateRow> late() {
    var late = operator.getSideOutput(Outputs.LATE);
    return late == null ? List.of() : late.stream().map(StreamRecord::getValue).toList();
  }

  @Override
  public void close() throws Exception {
    operator.close();
  }
}
