package dev.plainsight.detect.sigma;

/**
 * The text of one Sigma file: one or more YAML documents.
 *
 * @param name what refusals call it, such as its path
 */
public record RuleText(String name, String yaml) {}
