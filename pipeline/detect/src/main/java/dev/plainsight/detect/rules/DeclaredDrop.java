package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.List;
import java.util.Locale;

/**
 * AG-07: the agent says that it gave events up: its spool was full, or its disk failed. One finding
 * for drops that follow each other.
 *
 * <pre>
 * spool     full          full
 * agent     DROPPED 4..9  DROPPED 30..31        found: 8 events
 * </pre>
 */
public final class DeclaredDrop implements Detector<DeclaredDrop.State> {
  private static final long HOUR_MS = 3_600_000;

  /**
   * What is remembered between events.
   *
   * @param anchor the first declaration of those that follow each other; empty before any
   * @param dropped events given up
   * @param why as the agent last told it
   */
  public record State(
      String anchor, long startMs, long endMs, long dropped, String why, List<EventRange> events) {}

  @Override
  public String ruleId() {
    return "AG-07";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State("", 0, 0, 0, "", List.of());
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return AgentStates.is(event, AgentAction.DROPPED);
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    boolean goesOn =
        !state.anchor().isEmpty()
            && atMs - state.endMs() <= rule.threshold("again_after_h") * HOUR_MS;
    State before =
        goesOn ? state : new State(EventId.of(event).toString(), atMs, atMs, 0, "", List.of());
    AgentState agent = AgentStates.of(event);
    long more = Math.max(1, agent.getDroppedToSeq() - agent.getDroppedFromSeq() + 1);
    State next =
        new State(
            before.anchor(),
            before.startMs(),
            atMs,
            before.dropped() + more,
            agent.getDetail(),
            Ranges.with(before.events(), event));
    return next.dropped() >= rule.threshold("dropped_min")
        ? Step.growing(next, next.anchor(), () -> finding(next, entity, rule))
        : Step.quiet(next);
  }

  private static Finding finding(State state, Entity entity, Rule rule) {
    return new Draft(rule, entity, state.anchor())
        .device(entity.key())
        .between(state.startMs(), state.endMs())
        .because(
            String.format(
                Locale.ROOT,
                "The agent on %s gave up %d events and says so%s (rule: %.0f); what they were is"
                    + " not known.",
                entity.key(),
                state.dropped(),
                state.why().isEmpty() ? "" : ": " + state.why(),
                rule.threshold("dropped_min")))
        .measure("dropped", (double) state.dropped(), ">=", "dropped_min", "events")
        .restsOn(state.events())
        .unknown("disk_full", "long_offline")
        .finding();
  }
}
