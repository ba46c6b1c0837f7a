package dev.plainsight.evidence;

/** Events that an agent gave up and said so: sequences of one epoch, both ends included. */
public record Drop(String deviceId, long bootEpoch, long fromSeq, long toSeq) {}
