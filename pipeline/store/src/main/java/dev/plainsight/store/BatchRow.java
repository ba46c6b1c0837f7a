package dev.plainsight.store;

import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;

/** A batch as the device sent it, byte for byte, and where the log holds it. */
public record BatchRow(
    EventBatch batch, byte[] bytes, int kafkaPartition, long kafkaOffset, long receivedAt) {
  long lastSeq() {
    return batch.getFirstSeq() + batch.getEvents().size() - 1;
  }

  byte[] hash() {
    return HashChain.link(bytes);
  }

  byte[] previousHash() {
    byte[] hash = new byte[HashChain.HASH_BYTES];
    batch.getPreviousHash().duplicate().get(hash);
    return hash;
  }

  long firstOccurredAt() {
    return batch.getEvents().stream().mapToLong(ActivityEvent::getOccurredAt).min().orElse(0);
  }

  long lastEndedAt() {
    return batch.getEvents().stream().mapToLong(ActivityEvent::getEndedAt).max().orElse(0);
  }
}
