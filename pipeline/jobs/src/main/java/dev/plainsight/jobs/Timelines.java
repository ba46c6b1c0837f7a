package dev.plainsight.jobs;

import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.rules.Rules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The timeline of each dimension, with the rules in force. */
final class Timelines {
  private Timelines() {}

  static Map<Dimension, Timeline> published() {
    RuleBook rules = RuleBook.published();
    List<Detector<?>> detectors = Rules.all();
    Map<Dimension, Timeline> timelines = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      timelines.put(dimension, new Timeline(dimension, detectors, rules));
    }
    return timelines;
  }
}
