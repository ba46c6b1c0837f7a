package dev.plainsight.scenario;

import java.time.Instant;
import java.util.Set;

/**
 * Something in a simulated month that ought to be found. Nothing in the events marks it.
 *
 * @param kind such as {@code password spray that gets in}
 * @param names accounts, addresses and devices that a finding about it may be on
 * @param rules that might see it; a guess of the scenario's writer, not used in scoring
 */
public record Misdeed(String kind, Set<String> names, Instant from, Instant to, String rules) {}
