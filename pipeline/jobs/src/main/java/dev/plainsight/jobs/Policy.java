package dev.plainsight.jobs;

import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.detect.surroundings.SurroundingsJson;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is in force beside the events: thresholds as published or overridden, and the surroundings.
 *
 * @param timelines by dimension, with the rules in force
 */
record Policy(Map<Dimension, Timeline> timelines, Surroundings around) {
  /** Key of the thresholds on {@link dev.plainsight.contract.Topics#POLICY}. */
  static final String THRESHOLDS = "thresholds";

  /** Key of the surroundings on {@link dev.plainsight.contract.Topics#DIRECTORY}. */
  static final String SURROUNDINGS = "surroundings";

  /** As shipped, with nothing known of the organisation. */
  static Policy published() {
    return of(Map.of());
  }

  /**
   * The policy that these texts make.
   *
   * @param texts by key; an absent or empty one: as published, or nothing known
   * @throws IllegalArgumentException where a text cannot be in force; the message tells why
   */
  static Policy of(Map<String, String> texts) {
    String surroundings = texts.getOrDefault(SURROUNDINGS, "");
    String thresholds = texts.getOrDefault(THRESHOLDS, "");
    RuleBook book = RuleBook.published();
    return new Policy(
        timelines(thresholds.isEmpty() ? book : book.overriddenBy(thresholds)),
        surroundings.isEmpty()
            ? Surroundings.NONE
            : SurroundingsJson.read(surroundings, Places.NONE));
  }

  private static Map<Dimension, Timeline> timelines(RuleBook rules) {
    List<Detector<?>> detectors = Rules.all();
    Map<Dimension, Timeline> timelines = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      timelines.put(dimension, new Timeline(dimension, detectors, rules));
    }
    return timelines;
  }
}
