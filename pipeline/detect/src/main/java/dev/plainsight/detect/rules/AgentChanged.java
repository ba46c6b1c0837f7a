package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.List;
import java.util.Locale;

/**
 * AG-05: the agent's configuration or binary is another than before. No approvals are known to a
 * rule, so every change is told; the reviewer holds it against the change request.
 *
 * <pre>
 * epoch 7   config ab12..   binary 77f0..
 * epoch 8   config cd34..   binary 77f0..     found: configuration, ab12.. -> cd34..
 * </pre>
 */
public final class AgentChanged implements Detector<AgentChanged.State> {

  /**
   * What is remembered between events.
   *
   * @param changes so far
   */
  public record State(int changes) {}

  @Override
  public String ruleId() {
    return "AG-05";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(0);
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return AgentStates.is(event, AgentAction.CONFIG_CHANGED) || isBinary(event);
  }

  private static boolean isBinary(IdentifiedEvent event) {
    return AgentStates.is(event, AgentAction.BINARY_CHANGED);
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    State next = new State(state.changes() + 1);
    return next.changes() >= rule.threshold("changes_min")
        ? new Step<>(next, List.of(finding(next, entity, event, rule)))
        : Step.quiet(next);
  }

  private static Finding finding(State state, Entity entity, IdentifiedEvent event, Rule rule) {
    long atMs = event.getEvent().getOccurredAt();
    String detail = AgentStates.of(event).getDetail();
    return new Draft(rule, entity, EventId.of(event).toString())
        .device(entity.key())
        .between(atMs, atMs)
        .context(isBinary(event) ? "binary" : "configuration")
        .because(
            String.format(
                Locale.ROOT,
                "The agent's %s on %s changed%s; change %d of this device (rule: each from the"
                    + " %.0f. on). Whether it was approved is not known.",
                isBinary(event) ? "binary" : "configuration",
                entity.key(),
                detail.isEmpty() ? "" : ": " + detail,
                state.changes(),
                rule.threshold("changes_min")))
        .measure("changes", state.changes(), ">=", "changes_min", "changes")
        .restsOn(Ranges.with(List.of(), event))
        .unknown("approved_change", "roll_out")
        .finding(isBinary(event) ? rule.severity() : Severity.LOW);
  }
}
