package dev.plainsight.jobs;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Timeline;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Sends each event to every entity that has a rule for it, and to no other. */
final class Route extends RichFlatMapFunction<IdentifiedEvent, Routed> {
  private transient Map<Dimension, Timeline> timelines = Map.of();

  @Override
  public void open(OpenContext context) {
    timelines = Policy.published().timelines();
  }

  @Override
  public void flatMap(IdentifiedEvent event, Collector<Routed> out) {
    timelines.forEach(
        (dimension, timeline) -> {
          Entity entity = Entity.of(dimension, event);
          if (!entity.key().isEmpty() && timeline.concerns(event)) {
            out.collect(Routed.to(entity, event));
          }
        });
  }
}
