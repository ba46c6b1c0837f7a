package dev.plainsight.jobs;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.Decoded;
import dev.plainsight.contract.Reject;
import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.canary.CanaryName;
import dev.plainsight.store.BatchRow;
import dev.plainsight.store.DeadLetterRow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Reads each record; what cannot be read, or believed, leaves as a dead letter with the reason. */
final class Decode extends ProcessFunction<RawRecord, BatchRow> {
  private transient @Nullable BatchCodec codec;

  @Override
  public void open(OpenContext context) {
    codec = new BatchCodec();
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<BatchRow> out) {
    Decoded decoded = codec().decode(record.bytes());
    if (decoded instanceof Decoded.Refused refused) {
      context.output(Outputs.DEAD_LETTERS, letter(record, refused.reason(), refused.detail()));
      return;
    }
    EventBatch batch = ((Decoded.Batch) decoded).batch();
    if (!batch.getDeviceId().equals(record.key())) {
      String detail = "key '" + record.key() + "', device_id '" + batch.getDeviceId() + "'";
      context.output(Outputs.DEAD_LETTERS, letter(record, Reject.KEY_MISMATCH, detail));
      return;
    }
    boolean canary = record.topic().equals(Topics.CANARY);
    if (CanaryName.is(batch.getDeviceId()) != canary) {
      String detail =
          "device_id '%s' on the topic %s; names that begin with '%s' are for canaries"
              .formatted(batch.getDeviceId(), record.topic(), CanaryName.PREFIX);
      context.output(Outputs.DEAD_LETTERS, letter(record, Reject.RESERVED_NAME, detail));
      return;
    }
    long latest = record.receivedAt() + Timeline.HORIZON_MS;
    for (ActivityEvent event : batch.getEvents()) {
      if (event.getOccurredAt() > latest) {
        String detail =
            "occurred_at "
                + event.getOccurredAt()
                + " is more than 7 days after its arrival at "
                + record.receivedAt()
                + "; mend the device's clock and replay";
        context.output(Outputs.DEAD_LETTERS, letter(record, Reject.TIME_OUT_OF_RANGE, detail));
        return;
      }
    }
    out.collect(
        new BatchRow(
            batch, record.bytes(), record.partition(), record.offset(), record.receivedAt()));
  }

  private BatchCodec codec() {
    if (codec == null) {
      throw new IllegalStateException("open() comes first");
    }
    return codec;
  }

  private static DeadLetterRow letter(RawRecord record, Reject reason, String detail) {
    return new DeadLetterRow(
        record.topic(),
        record.partition(),
        record.offset(),
        record.receivedAt(),
        record.key(),
        reason,
        detail,
        record.bytes());
  }
}
