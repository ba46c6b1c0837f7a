package dev.plainsight.jobs;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;

/**
 * An event on its way to the timeline of one entity.
 *
 * @param key dimension and key in one text: an enum's hash differs from one JVM to the next, so it
 *     must not be part of what is partitioned by
 */
public record Routed(String key, IdentifiedEvent event) {
  static Routed to(Entity entity, IdentifiedEvent event) {
    return new Routed(entity.dimension().name() + ":" + entity.key(), event);
  }

  Entity entity() {
    return entity(key);
  }

  static Entity entity(String key) {
    int colon = key.indexOf(':');
    return new Entity(Dimension.valueOf(key.substring(0, colon)), key.substring(colon + 1));
  }
}
