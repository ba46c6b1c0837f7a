package dev.plainsight.store;

import dev.plainsight.contract.Reject;

/**
 * A record that was not taken: its bytes, why, and where the log holds it, so it can be replayed.
 */
public record DeadLetterRow(
    String topic,
    int kafkaPartition,
    long kafkaOffset,
    long receivedAt,
    String key,
    Reject reason,
    String detail,
    byte[] bytes) {}
