package dev.plainsight.jobs;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Folding;
import dev.plainsight.detect.Remembered;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changed thresholds would find in events that are past, beside what those in force find in
 * them: both folded here, apart from anything that runs.
 *
 * <pre>
 * in force   [ f1 ]   [ f2 ]          [ f3 ]
 * changed    [ g1      ]      [ g2 ]             g1 stays (it overlaps f1), g2 more, f3 fewer
 * </pre>
 */
final class Preview {
  /**
   * What becomes of one rule.
   *
   * @param before findings under the thresholds in force
   * @param after findings under the changed ones
   * @param more those after that overlap none before of the same entity
   * @param fewer those before that overlap none after
   */
  record Effect(int before, int after, List<Finding> more, List<Finding> fewer) {
    /** Who is in more or in fewer findings: accounts, or entities that are none. */
    Set<String> people() {
      Set<String> people = new TreeSet<>();
      for (List<Finding> findings : List.of(more, fewer)) {
        findings.forEach(
            each -> people.add(each.person().isEmpty() ? each.entity() : each.person()));
      }
      return people;
    }
  }

  private final Set<String> rules;
  private final Surroundings around;
  private final Map<Dimension, Timeline> inForce;
  private final Map<Dimension, Timeline> changed;
  private final Map<Entity, List<IdentifiedEvent>> events = new HashMap<>();

  /**
   * Of no event yet.
   *
   * @param detectors the code of all rules that fold events
   */
  Preview(RuleBook inForce, RuleBook changed, List<Detector<?>> detectors, Surroundings around) {
    this.rules = changedRules(inForce, changed);
    this.around = around;
    List<Detector<?>> concerned =
        detectors.stream().filter(each -> rules.contains(each.ruleId())).toList();
    this.inForce = timelines(concerned, inForce);
    this.changed = timelines(concerned, changed);
  }

  /** The rules whose thresholds differ. */
  static Set<String> changedRules(RuleBook a, RuleBook b) {
    Set<String> changed = new TreeSet<>();
    b.rules()
        .forEach(
            rule -> {
              if (!rule.thresholds().equals(a.rule(rule.id()).thresholds())) {
                changed.add(rule.id());
              }
            });
    return changed;
  }

  private static Map<Dimension, Timeline> timelines(List<Detector<?>> detectors, RuleBook rules) {
    Map<Dimension, Timeline> timelines = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      timelines.put(dimension, new Timeline(dimension, detectors, rules));
    }
    return timelines;
  }

  /**
   * Takes an event, in any order, for those of its entities that are in this part of so many.
   *
   * @param part 0 to {@code parts} - 1
   */
  void add(IdentifiedEvent event, int part, int parts) {
    inForce.forEach(
        (dimension, timeline) -> {
          Entity entity = Entity.of(dimension, event);
          if (!entity.key().isEmpty()
              && Math.floorMod(entity.key().hashCode(), parts) == part
              && timeline.concerns(event)) {
            events.computeIfAbsent(entity, key -> new ArrayList<>()).add(event);
          }
        });
  }

  /** Folds what was taken since the last time both ways, adds the effect, and lets go of it. */
  void foldInto(Map<String, Effect> effects) {
    events.forEach(
        (entity, ofEntity) -> {
          ofEntity.sort(Comparator.comparing(EventOrder::of));
          List<Finding> before = standing(inForce, entity, ofEntity);
          List<Finding> after = standing(changed, entity, ofEntity);
          for (String rule : rules) {
            effects.merge(rule, effect(of(rule, before), of(rule, after)), Preview::sum);
          }
        });
    events.clear();
  }

  private List<Finding> standing(
      Map<Dimension, Timeline> timelines, Entity entity, List<IdentifiedEvent> ofEntity) {
    Timeline timeline = timelines.get(entity.dimension());
    if (timeline == null) {
      return List.of();
    }
    List<Finding> told = new ArrayList<>();
    Folding folding = timeline.folding(new Remembered(), entity, around, told);
    ofEntity.forEach(folding::add);
    folding.finish();
    Map<String, Finding> newest = new LinkedHashMap<>();
    told.forEach(finding -> newest.put(finding.id(), finding));
    return newest.values().stream().filter(finding -> !finding.retracted()).toList();
  }

  private static List<Finding> of(String rule, List<Finding> findings) {
    return findings.stream().filter(finding -> finding.rule().equals(rule)).toList();
  }

  private static Effect effect(List<Finding> before, List<Finding> after) {
    return new Effect(before.size(), after.size(), without(after, before), without(before, after));
  }

  private static List<Finding> without(List<Finding> findings, List<Finding> others) {
    return findings.stream()
        .filter(
            one ->
                others.stream()
                    .noneMatch(
                        other ->
                            other.startedAt() <= one.endedAt()
                                && one.startedAt() <= other.endedAt()))
        .toList();
  }

  private static Effect sum(Effect a, Effect b) {
    List<Finding> more = new ArrayList<>(a.more());
    more.addAll(b.more());
    List<Finding> fewer = new ArrayList<>(a.fewer());
    fewer.addAll(b.fewer());
    return new Effect(a.before() + b.before(), a.after() + b.after(), more, fewer);
  }

  /** No effect yet, of each rule that changes. */
  Map<String, Effect> effects() {
    Map<String, Effect> effects = new TreeMap<>();
    rules.forEach(rule -> effects.put(rule, new Effect(0, 0, List.of(), List.of())));
    return effects;
  }
}
