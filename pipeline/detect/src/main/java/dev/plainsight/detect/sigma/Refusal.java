package dev.plainsight.detect.sigma;

/**
 * A document that was not loaded, and why: never is a rule skipped in silence.
 *
 * @param file the name of its text
 * @param rule its title; empty where it has none
 * @param reason what is wrong or not supported, in one sentence without the rule's name
 */
public record Refusal(String file, String rule, String reason) {
  @Override
  public String toString() {
    return "sigma " + file + (rule.isEmpty() ? "" : " (" + rule + ")") + ": " + reason;
  }
}
