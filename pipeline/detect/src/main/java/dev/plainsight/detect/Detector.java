package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;

/**
 * A rule as a fold over the events of one key in their order: no clock, no I/O, no randomness. The
 * same events give the same findings; that is why the verifier of evidence can run it again.
 *
 * @param <S> what it remembers between events: an immutable flat record, bounded in size
 */
public interface Detector<S> {
  /** The published rule this is the code of. */
  String ruleId();

  /** The class of its state, for whoever keeps it. */
  Class<S> stateType();

  /** What it remembers of a key it has not seen yet. */
  S start();

  /** Whether the event matters to this rule; an event that does not is never folded. */
  boolean concerns(IdentifiedEvent event);

  /**
   * Folds the next event of the entity.
   *
   * @param rule this rule with the thresholds in force
   */
  Step<S> onEvent(S state, Entity entity, IdentifiedEvent event, Rule rule);
}
