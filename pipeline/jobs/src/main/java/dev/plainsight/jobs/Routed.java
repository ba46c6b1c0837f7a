package dev.plainsight.jobs;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * An event on its way to the timeline of one entity.
 *
 * @param key dimension and key in one text: an enum's hash differs from one JVM to the next, so it
 *     must not be part of what is partitioned by
 */
public record Routed(String key, IdentifiedEvent event) {
  static Routed to(Entity entity, IdentifiedEvent event) {
    return new Routed(key(entity), event);
  }

  static String key(Entity entity) {
    return entity.dimension().name() + ":" + entity.key();
  }

  /** Whether a stream keyed by text sends this key to the subtask that asks. */
  static boolean isHere(String key, TaskInfo here) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, here.getMaxNumberOfParallelSubtasks(), here.getNumberOfParallelSubtasks())
        == here.getIndexOfThisSubtask();
  }

  Entity entity() {
    return entity(key);
  }

  static Entity entity(String key) {
    int colon = key.indexOf(':');
    return new Entity(Dimension.valueOf(key.substring(0, colon)), key.substring(colon + 1));
  }
}
