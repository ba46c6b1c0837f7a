package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;

/** Whose events are folded together: a person on a device, a source address, an account. */
public record Entity(Dimension dimension, String key) {
  /** The entity of this kind that the event concerns; its key is empty where there is none. */
  public static Entity of(Dimension dimension, IdentifiedEvent event) {
    return new Entity(dimension, dimension.keyOf(event));
  }
}
