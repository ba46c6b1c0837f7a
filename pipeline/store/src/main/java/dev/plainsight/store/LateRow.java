package dev.plainsight.store;

/** An event that came too late to be folded for one entity; it is stored all the same. */
public record LateRow(
    String deviceId,
    long bootEpoch,
    long seq,
    String dimension,
    String entity,
    long occurredAt,
    long receivedAt) {}
