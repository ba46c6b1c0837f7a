package dev.plainsight.scenario;

/**
 * Where a made-up address is.
 *
 * @param country ISO 3166 code
 * @param network its autonomous system, such as {@code AS64500}
 */
public record Spot(
    String country, String city, double latitude, double longitude, String network) {}
