package dev.plainsight.evidence;

/**
 * Where one batch stands in its device's sequence, without its bytes.
 *
 * @param previousEpochLastSeq in the first batch of an epoch: the last sequence of the epoch
 *     before; -1 elsewhere
 * @param firstAt when its first event began, ms since 1970 UTC
 * @param lastAt when its last event ended
 * @param stopped its last event is an orderly stop of the agent
 */
public record BatchHeader(
    String deviceId,
    long bootEpoch,
    long firstSeq,
    long lastSeq,
    long previousEpochLastSeq,
    long firstAt,
    long lastAt,
    boolean stopped) {}
