package dev.plainsight.scenario;

/**
 * What becomes of an event on its way.
 *
 * @param lost it was given its sequence and never arrives
 * @param arrivesMs when it arrives, ms since 1970: its end, or later
 */
public record Delivery(boolean lost, long arrivesMs) {}
