package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Remembered;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All detectors over a stream of events, as the pipeline folds them, on the heap. */
final class Fold {
  /** A finding and when, by the clock of events, it was first told. */
  record Told(Finding finding, long firstToldMs) {}

  private final Map<Dimension, Timeline> timelines = new EnumMap<>(Dimension.class);
  private final Map<Entity, Remembered> memories = new HashMap<>();
  private final Map<Entity, Boolean> due = new HashMap<>();
  private final Map<String, Told> told = new LinkedHashMap<>();
  private final Map<String, Long> nextSeq = new HashMap<>();
  private final Surroundings around;
  private long events;
  private long nanos;

  Fold() {
    this(Surroundings.NONE);
  }

  Fold(Surroundings around) {
    this.around = around;
    RuleBook rules = RuleBook.published();
    for (Dimension dimension : Dimension.values()) {
      timelines.put(dimension, new Timeline(dimension, Rules.all(), rules));
    }
  }

  /** Folds the next event of a device. */
  void add(String deviceId, ActivityEvent event) {
    long seq = nextSeq.merge(deviceId, 1L, Long::sum) - 1;
    long begun = System.nanoTime();
    add(new IdentifiedEvent(deviceId, 1L, seq, event.getEndedAt(), event));
    nanos += System.nanoTime() - begun;
    events++;
  }

  private void add(IdentifiedEvent event) {
    List<Finding> out = new ArrayList<>();
    timelines.forEach(
        (dimension, timeline) -> {
          String key = timeline.concerns(event) ? dimension.keyOf(event) : "";
          if (!key.isEmpty()) {
            Entity entity = new Entity(dimension, key);
            if (timeline.add(memory(entity), entity, event, around, out) == Timeline.Taken.BEHIND) {
              due.put(entity, true);
            }
          }
        });
    out.forEach(finding -> tell(finding, event.getEvent().getEndedAt()));
  }

  private Remembered memory(Entity entity) {
    return memories.computeIfAbsent(entity, any -> new Remembered());
  }

  private void tell(Finding finding, long nowMs) {
    Told before = told.get(finding.id());
    told.put(finding.id(), new Told(finding, before == null ? nowMs : before.firstToldMs()));
  }

  /** What holds in the end, by rule in the order in which it was first told. */
  List<Told> standing() {
    for (Entity entity : due.keySet()) {
      List<Finding> out = new ArrayList<>();
      Objects.requireNonNull(timelines.get(entity.dimension()))
          .refold(memory(entity), entity, around, out);
      out.forEach(finding -> tell(finding, finding.endedAt()));
    }
    due.clear();
    return told.values().stream().filter(each -> !each.finding().retracted()).toList();
  }

  List<Finding> standing(String ruleId) {
    return standing().stream()
        .map(Told::finding)
        .filter(finding -> finding.rule().equals(ruleId))
        .toList();
  }

  long events() {
    return events;
  }

  long nanos() {
    return nanos;
  }
}
