package dev.plainsight.scenario;

import dev.plainsight.contract.avro.ActivityEvent;

/** An event and the device that noted it. */
public record Noted(String deviceId, ActivityEvent event) {}
