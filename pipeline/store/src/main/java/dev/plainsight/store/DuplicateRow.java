package dev.plainsight.store;

/** A batch that came again with the same content, and was dropped. */
public record DuplicateRow(
    int kafkaPartition,
    long kafkaOffset,
    long receivedAt,
    String deviceId,
    long bootEpoch,
    long firstSeq,
    long lastSeq) {}
