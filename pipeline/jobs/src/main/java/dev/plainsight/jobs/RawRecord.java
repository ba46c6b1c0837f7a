package dev.plainsight.jobs;

/** A record as the log holds it. */
public record RawRecord(
    String topic, int partition, long offset, long receivedAt, String key, byte[] bytes) {}
