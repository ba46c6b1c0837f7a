package dev.plainsight.evidence.control;

/** One item of the population that deviates: an exception, in management's words. */
public record Deviation(String subject, String detail) {}
