package dev.plainsight.jobs;

/**
 * One record of the policy or the directory topic.
 *
 * @param value JSON or YAML text; empty: what was said under this key holds no more
 */
public record PolicyRecord(
    String topic, int partition, long offset, long receivedAt, String key, String value) {}
