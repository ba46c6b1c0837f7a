package dev.plainsight.contract;

import dev.plainsight.contract.avro.EventBatch;

/** What came of reading a record: a batch within all limits, or the reason why not. */
public sealed interface Decoded {
  /** A batch within all limits. */
  record Batch(EventBatch batch) implements Decoded {}

  /** Not a batch; {@code detail} names the field, its value and the limit. */
  record Refused(Reject reason, String detail) implements Decoded {}
}
