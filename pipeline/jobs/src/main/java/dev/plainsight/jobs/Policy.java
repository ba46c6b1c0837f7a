package dev.plainsight.jobs;

import dev.plainsight.contract.Topics;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.review.Reviews;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.rules.SigmaMatched;
import dev.plainsight.detect.sigma.SigmaSet;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.Networks;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.detect.surroundings.SurroundingsJson;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What is in force beside the events: thresholds as published or overridden, Sigma rules as shipped
 * or given, and the surroundings. Its parts are published each on its own, and joined here.
 *
 * @param book the rules with the thresholds in force
 * @param timelines by dimension, with these rules
 */
record Policy(RuleBook book, Map<Dimension, Timeline> timelines, Surroundings around) {
  /** Key of the thresholds on {@link Topics#POLICY}. */
  static final String THRESHOLDS = "thresholds";

  /** Key of people, accounts, devices and sites on {@link Topics#DIRECTORY}. */
  static final String DIRECTORY = "directory";

  /** Key of shared egress and VPN ranges on {@link Topics#DIRECTORY}. */
  static final String NETWORKS = "networks";

  /** Key of the daily snapshot of what is usual on {@link Topics#DIRECTORY}. */
  static final String PEERS = "peers";

  private static final Map<String, Aspect> ASPECTS =
      Map.of(DIRECTORY, Aspect.DIRECTORY, NETWORKS, Aspect.NETWORKS, PEERS, Aspect.PEERS);

  /** Key of the Sigma rules on {@link Topics#POLICY}. */
  static final String SIGMA = "sigma";

  /** As shipped, with nothing known of the organisation. */
  static Policy published() {
    return of(Map.of(), Places.NONE);
  }

  /**
   * The policy that these texts make.
   *
   * @param texts by key; an absent or empty one: as published, or nothing known
   * @param places the databases that this machine was given
   * @throws IllegalArgumentException where a text cannot be in force; the message tells why
   */
  static Policy of(Map<String, String> texts, Places places) {
    RuleBook inForce = rules(texts.getOrDefault(THRESHOLDS, ""));
    Surroundings around =
        Surroundings.NONE
            .with(part(texts, DIRECTORY, SurroundingsJson::directory, Directory.NONE))
            .with(places)
            .with(part(texts, NETWORKS, SurroundingsJson::networks, Networks.NONE))
            .with(part(texts, PEERS, SurroundingsJson::peers, Peers.NONE));
    return new Policy(
        inForce, timelines(inForce, SigmaInForce.of(texts.getOrDefault(SIGMA, ""))), around);
  }

  private static <P> P part(
      Map<String, String> texts, String key, Function<String, P> read, P absent) {
    String text = texts.getOrDefault(key, "");
    return text.isEmpty() ? absent : read.apply(text);
  }

  /**
   * Checks that a record may be part of a policy, whatever its text is.
   *
   * @throws IllegalArgumentException where its topic has no such key
   */
  static void check(PolicyRecord record) {
    Set<String> known =
        record.topic().equals(Topics.POLICY) ? Set.of(THRESHOLDS, SIGMA) : ASPECTS.keySet();
    if (!known.contains(record.key())) {
      throw new IllegalArgumentException(
          "the key '%s' has no meaning on the topic %s; known are %s"
              .formatted(record.key(), record.topic(), known.stream().sorted().toList()));
    }
  }

  /** Whose entities must be folded again where the text under this key changes. */
  static Set<Dimension> concernedBy(String key) {
    if (key.equals(SIGMA)) {
      return Set.copyOf(RuleBook.published().rule(SigmaMatched.RULE).dimensions());
    }
    Aspect aspect = ASPECTS.get(key);
    return aspect == null ? EnumSet.allOf(Dimension.class) : concernedBy(aspect);
  }

  /** Whose entities have rules that look at this. */
  static Set<Dimension> concernedBy(Aspect aspect) {
    RuleBook book = RuleBook.published();
    Set<Dimension> concerned = EnumSet.noneOf(Dimension.class);
    for (Detector<?> detector : Rules.all()) {
      if (detector.reads().contains(aspect)) {
        concerned.addAll(book.rule(detector.ruleId()).dimensions());
      }
    }
    return concerned;
  }

  /** The rule book in force under this text; an empty one: as published. */
  static RuleBook rules(String thresholds) {
    RuleBook book = RuleBook.published();
    return thresholds.isEmpty() ? book : book.overriddenBy(thresholds);
  }

  /** The same with these decisions of people. */
  Policy with(Reviews reviews) {
    return new Policy(book, timelines, around.with(reviews));
  }

  private static Map<Dimension, Timeline> timelines(RuleBook rules, SigmaSet.Compiled sigma) {
    List<Detector<?>> detectors = Rules.all(new SigmaMatched(sigma.rules(), sigma.taxonomy()));
    Map<Dimension, Timeline> timelines = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      timelines.put(dimension, new Timeline(dimension, detectors, rules));
    }
    return timelines;
  }
}
