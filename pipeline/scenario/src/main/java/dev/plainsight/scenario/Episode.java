package dev.plainsight.scenario;

import java.time.Instant;

/**
 * Something that a fleet does and that ought to be found: the truth to score against.
 *
 * @param kind such as {@code jiggler} or {@code brute force}
 * @param who account or source address
 * @param deviceId where
 * @param rule the rule that should find it; empty where none does yet
 */
public record Episode(
    String kind, String who, String deviceId, Instant from, Instant to, String rule) {}
