package dev.plainsight.detect;

/** Events a finding rests on: consecutive sequences of one device and epoch, both ends included. */
public record EventRange(String deviceId, long bootEpoch, long firstSeq, long lastSeq) {}
