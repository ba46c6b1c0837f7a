package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Folding;
import dev.plainsight.detect.Remembered;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** All events through the timelines of one rule, as the pipeline would; keeps what it is told. */
final class Replay {
  private final Rule rule;
  private Surroundings around;
  private final Map<Dimension, Timeline> timelines = new TreeMap<>();
  private final Map<String, Remembered> memories = new TreeMap<>();
  private final Map<String, Entity> due = new TreeMap<>();
  private final Map<String, Entity> known = new TreeMap<>();
  private final Map<String, Finding> latest = new TreeMap<>();
  private final List<Finding> told = new ArrayList<>();

  Replay(String ruleId) {
    this(ruleId, RuleBook.published());
  }

  Replay(String ruleId, RuleBook book) {
    this(ruleId, book, Surroundings.NONE);
  }

  Replay(String ruleId, RuleBook book, Surroundings around) {
    this.rule = book.rule(ruleId);
    this.around = around;
    var detectors = Rules.all().stream().filter(each -> each.ruleId().equals(ruleId)).toList();
    for (Dimension dimension : rule.dimensions()) {
      timelines.put(dimension, new Timeline(dimension, List.copyOf(detectors), book));
    }
  }

  static List<IdentifiedEvent> sorted(List<IdentifiedEvent> events) {
    List<IdentifiedEvent> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparing(EventOrder::of));
    return sorted;
  }

  Replay add(List<IdentifiedEvent> events) {
    events.forEach(this::add);
    return this;
  }

  void add(IdentifiedEvent event) {
    timelines.forEach(
        (dimension, timeline) -> {
          Entity entity = Entity.of(dimension, event);
          if (!entity.key().isEmpty() && timeline.concerns(event)) {
            List<Finding> out = new ArrayList<>();
            known.put(entity.toString(), entity);
            if (timeline.add(memory(entity), entity, event, around, out) == Timeline.Taken.BEHIND) {
              due.put(entity.toString(), entity);
            }
            tell(out);
          }
        });
  }

  /** Folds these events as the pipeline does a bundle: each entity's sorted, and told of once. */
  void addBundle(List<IdentifiedEvent> events) {
    Map<String, List<IdentifiedEvent>> byEntity = new TreeMap<>();
    for (IdentifiedEvent event : sorted(events)) {
      timelines.forEach(
          (dimension, timeline) -> {
            Entity entity = Entity.of(dimension, event);
            if (!entity.key().isEmpty() && timeline.concerns(event)) {
              known.put(entity.toString(), entity);
              byEntity.computeIfAbsent(entity.toString(), any -> new ArrayList<>()).add(event);
            }
          });
    }
    byEntity.forEach((name, bundle) -> fold(Objects.requireNonNull(known.get(name)), bundle));
  }

  private void fold(Entity entity, List<IdentifiedEvent> bundle) {
    List<Finding> out = new ArrayList<>();
    Folding folding = timelineOf(entity).folding(memory(entity), entity, around, out);
    bundle.forEach(folding::add);
    folding.finish();
    tell(out);
  }

  /** Refolds what is due, as a timer would. */
  void refold() {
    for (Entity entity : due.values()) {
      List<Finding> out = new ArrayList<>();
      timelineOf(entity).refold(memory(entity), entity, around, out);
      tell(out);
    }
    due.clear();
  }

  /** Other surroundings from here on: every entity is folded again. */
  void surroundedBy(Surroundings others) {
    around = others;
    due.putAll(known);
    refold();
  }

  private Timeline timelineOf(Entity entity) {
    Timeline timeline = timelines.get(entity.dimension());
    if (timeline == null) {
      throw new IllegalArgumentException(entity.toString());
    }
    return timeline;
  }

  private Remembered memory(Entity entity) {
    return memories.computeIfAbsent(entity.toString(), key -> new Remembered());
  }

  private void tell(List<Finding> out) {
    for (Finding finding : out) {
      Finding before = latest.put(finding.id(), finding);
      int expected = before == null ? 1 : before.version() + 1;
      if (finding.version() != expected) {
        throw new AssertionError("version " + finding.version() + " follows " + before);
      }
      told.add(finding);
    }
  }

  /** Every version told, in order. */
  List<Finding> told() {
    return told;
  }

  /** What holds in the end, without versions, by id. */
  List<Finding> standing() {
    return latest.values().stream()
        .filter(finding -> !finding.retracted())
        .map(finding -> finding.as(0, false))
        .toList();
  }
}
