package dev.plainsight.jobs;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.surroundings.Places;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;

/**
 * Sends each event to every entity that has a rule for it, and to no other. Which events a rule is
 * for depends on the Sigma rules in force, so these are heard here too.
 */
final class Route {
  private final Map<Dimension, Timeline> timelines;

  private Route(Map<Dimension, Timeline> timelines) {
    this.timelines = timelines;
  }

  /** By the policies that are kept. */
  static Route by(ReadOnlyBroadcastState<String, String> kept) throws Exception {
    return new Route(Policy.of(PolicyTexts.in(kept), Places.NONE).timelines());
  }

  /** By what was heard now, which is kept; by what is kept where that cannot be in force. */
  static Route heard(PolicyRecord record, BroadcastState<String, String> kept) throws Exception {
    try {
      SigmaInForce.of(record.value());
      PolicyTexts.keep(kept, record);
    } catch (IllegalArgumentException e) {
      return by(kept); // Detect tells of it
    }
    return by(kept);
  }

  void send(IdentifiedEvent event, Consumer<Routed> out) {
    timelines.forEach(
        (dimension, timeline) -> {
          Entity entity = Entity.of(dimension, event);
          if (!entity.key().isEmpty() && timeline.concerns(event)) {
            out.accept(Routed.to(entity, event));
          }
        });
  }
}
