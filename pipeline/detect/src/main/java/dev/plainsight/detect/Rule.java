package dev.plainsight.detect;

import java.util.List;
import java.util.Map;

/**
 * A rule as published: what a reader of a finding can look up.
 *
 * @param id such as {@code WF-01}
 * @param version +1 with every change of a threshold or of its meaning
 * @param title what it looks for, in a few words
 * @param dimensions whose events it folds together; each on its own
 * @param thresholds by name; each within the bounds that the rule book states
 * @param attack MITRE ATT&amp;CK technique ids; empty for work-faking, which has none
 * @param criteria Trust Services Criteria it gives evidence for
 */
public record Rule(
    String id,
    int version,
    String title,
    Purpose purpose,
    Severity severity,
    List<Dimension> dimensions,
    Map<String, Double> thresholds,
    List<String> attack,
    List<String> criteria) {

  /** The same rule under other thresholds. */
  Rule with(Map<String, Double> inForce) {
    return new Rule(id, version, title, purpose, severity, dimensions, inForce, attack, criteria);
  }

  /** The threshold in force; a name that is not published is a bug of the rule. */
  public double threshold(String name) {
    Double value = thresholds.get(name);
    if (value == null) {
      throw new IllegalArgumentException("rule " + id + " publishes no threshold '" + name + "'");
    }
    return value;
  }
}
