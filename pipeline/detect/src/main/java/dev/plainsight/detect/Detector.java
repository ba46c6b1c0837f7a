package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.Set;

/**
 * A rule as a fold over the events of one key in their order: no clock, no I/O, no randomness. The
 * same events under the same surroundings give the same findings; that is why the verifier of
 * evidence can run it again.
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
   * @param around what is known beside the events; what the rule looks at there it {@link #reads}
   */
  Step<S> onEvent(S state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around);

  /**
   * What is remembered after an event that a review said was an incident: what goes on goes on,
   * what is usual for the entity stays as it was before. As it is for rules that learn nothing.
   */
  default S untaught(S before, S after) {
    return after;
  }

  /** What it looks at beside the events; a change of it may change what the rule finds. */
  default Set<Aspect> reads() {
    return Set.of();
  }

  /** Of what it {@link #reads}, what it cannot be tested without. */
  default Set<Aspect> needs() {
    return Set.of();
  }

  /**
   * How far before its last event a finding may rest on others, ms: whoever folds again must begin
   * that much earlier.
   */
  default long reachMs() {
    return 24L * 60 * 60 * 1_000;
  }
}
