package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.ActivityEvent;
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
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/** All detectors over a stream of events, as the pipeline folds them, on the heap. */
final class Fold {
  /** As many events wait in the pipeline before they are folded. */
  static final int BUNDLE = 20_000;

  /** A finding and when, by the clock of events, it was first told. */
  record Told(Finding finding, long firstToldMs) {}

  private final Map<Dimension, Timeline> timelines = new EnumMap<>(Dimension.class);
  private final Map<Entity, Remembered> memories = new HashMap<>();
  private final Map<String, Told> told = new LinkedHashMap<>();
  private final Map<String, Long> nextSeq = new HashMap<>();
  private final List<IdentifiedEvent> waiting = new ArrayList<>();
  private final Setup setup;
  private Surroundings around;
  private Speed speed = Speed.NONE;

  /**
   * How events are folded.
   *
   * @param around what is known beside the events, to begin with
   * @param bundle how many events wait before they are folded
   * @param takes whether an event is folded for this kind of entity here; others fold the rest
   */
  record Setup(
      List<Detector<?>> detectors,
      RuleBook rules,
      Surroundings around,
      int bundle,
      BiPredicate<Dimension, IdentifiedEvent> takes) {
    static Setup of(List<Detector<?>> detectors, Surroundings around) {
      return new Setup(detectors, RuleBook.published(), around, BUNDLE, (dimension, event) -> true);
    }
  }

  /** All rules, with nothing known beside the events. */
  Fold() {
    this(Setup.of(Rules.all(), Surroundings.NONE));
  }

  /** Folds each event as it comes, so that it is known when a finding was first told. */
  static Fold eventByEvent() {
    Setup all = Setup.of(Rules.all(), Surroundings.NONE);
    return new Fold(new Setup(all.detectors(), all.rules(), all.around(), 1, all.takes()));
  }

  Fold(Setup setup) {
    this.setup = setup;
    this.around = setup.around();
    for (Dimension dimension : Dimension.values()) {
      timelines.put(dimension, new Timeline(dimension, setup.detectors(), setup.rules()));
    }
  }

  /** Others from here on; what is remembered of entities that look at them is folded again. */
  void surroundedBy(Surroundings others, Set<Dimension> concerned) {
    fold();
    around = others;
    Speed.Clock clock = Speed.begin();
    for (Entity entity : memories.keySet()) {
      if (concerned.contains(entity.dimension())) {
        List<Finding> out = new ArrayList<>();
        timeline(entity).refold(memory(entity), entity, around, out);
        out.forEach(finding -> tell(finding, finding.endedAt()));
      }
    }
    speed = speed.plus(clock.end(0));
  }

  /** What is remembered of each entity. */
  Map<Entity, Remembered> memories() {
    return memories;
  }

  /** Takes the next event of a device. */
  void add(String deviceId, ActivityEvent event) {
    long seq = nextSeq.merge(deviceId, 1L, Long::sum) - 1;
    add(new IdentifiedEvent(deviceId, 1L, seq, event.getEndedAt(), event));
  }

  void add(IdentifiedEvent event) {
    waiting.add(event);
    if (waiting.size() >= setup.bundle()) {
      fold();
    }
  }

  /** Folds what waits, each entity's events in their order. */
  private void fold() {
    Speed.Clock clock = Speed.begin();
    Map<Entity, List<IdentifiedEvent>> entities = new LinkedHashMap<>();
    for (IdentifiedEvent event : waiting) {
      route(event, entities);
    }
    entities.forEach(this::fold);
    speed = speed.plus(clock.end(waiting.size()));
    waiting.clear();
  }

  private void route(IdentifiedEvent event, Map<Entity, List<IdentifiedEvent>> entities) {
    timelines.forEach(
        (dimension, timeline) -> {
          boolean here = setup.takes().test(dimension, event) && timeline.concerns(event);
          String key = here ? dimension.keyOf(event) : "";
          if (!key.isEmpty()) {
            entities
                .computeIfAbsent(new Entity(dimension, key), any -> new ArrayList<>())
                .add(event);
          }
        });
  }

  private void fold(Entity entity, List<IdentifiedEvent> events) {
    events.sort(Comparator.comparing(EventOrder::of));
    List<Finding> out = new ArrayList<>();
    Folding folding = timeline(entity).folding(memory(entity), entity, around, out);
    events.forEach(folding::add);
    folding.finish();
    long nowMs = events.get(events.size() - 1).getEvent().getEndedAt();
    out.forEach(finding -> tell(finding, nowMs));
  }

  private Timeline timeline(Entity entity) {
    return Objects.requireNonNull(timelines.get(entity.dimension()));
  }

  private Remembered memory(Entity entity) {
    return memories.computeIfAbsent(entity, any -> new Remembered());
  }

  private void tell(Finding finding, long nowMs) {
    Told before = told.get(finding.id());
    told.put(finding.id(), new Told(finding, before == null ? nowMs : before.firstToldMs()));
  }

  /** What holds in the end, in the order in which it was first told. */
  List<Told> standing() {
    fold();
    return told.values().stream().filter(each -> !each.finding().retracted()).toList();
  }

  List<Finding> standing(String ruleId) {
    return standing().stream()
        .map(Told::finding)
        .filter(finding -> finding.rule().equals(ruleId))
        .toList();
  }

  /** What folding cost so far, without the making of the events. */
  Speed speed() {
    return speed;
  }
}
