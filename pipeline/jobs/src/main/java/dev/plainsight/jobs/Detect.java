package dev.plainsight.jobs;

import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.store.LateRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of each entity through its rules. An event behind the head only sets a timer: a
 * batch of late ones is folded again once, not once for each.
 */
final class Detect extends KeyedProcessFunction<String, Routed, Finding> {
  /** How long late events gather before their timeline is folded again, arrival clock. */
  static final long GATHER_MS = 250;

  private transient Map<Dimension, Timeline> timelines = Map.of();
  private transient @Nullable TimelineState state;
  private transient Surroundings around = Surroundings.NONE;

  @Override
  public void open(OpenContext context) {
    timelines = Timelines.published();
    state = new TimelineState(getRuntimeContext());
    around = Surroundings.NONE;
  }

  @Override
  public void processElement(Routed routed, Context context, Collector<Finding> out) {
    Entity entity = routed.entity();
    List<Finding> findings = new ArrayList<>();
    Timeline.Taken taken = timeline(entity).add(state(), entity, routed.event(), around, findings);
    findings.forEach(out::collect);
    if (taken == Timeline.Taken.BEHIND) {
      long now = context.timerService().currentProcessingTime();
      context.timerService().registerProcessingTimeTimer((now / GATHER_MS + 1) * GATHER_MS);
    } else if (taken == Timeline.Taken.LATE) {
      context.output(Outputs.LATE, late(entity, routed));
    }
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Finding> out) {
    Entity entity = Routed.entity(context.getCurrentKey());
    List<Finding> findings = new ArrayList<>();
    timeline(entity).refold(state(), entity, around, findings);
    findings.forEach(out::collect);
  }

  private Timeline timeline(Entity entity) {
    return java.util.Objects.requireNonNull(timelines.get(entity.dimension()));
  }

  private TimelineState state() {
    if (state == null) {
      throw new IllegalStateException("open() comes first");
    }
    return state;
  }

  private static LateRow late(Entity entity, Routed routed) {
    var event = routed.event();
    return new LateRow(
        event.getDeviceId(),
        event.getBootEpoch(),
        event.getSeq(),
        entity.dimension().name(),
        entity.key(),
        event.getEvent().getOccurredAt(),
        event.getReceivedAt());
  }
}
