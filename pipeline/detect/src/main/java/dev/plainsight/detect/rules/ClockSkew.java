package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.AgentAction;
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
 * AG-04: a device's clock was moved, or runs ahead: its events arrive before they happened. One
 * finding for as long as that goes on, no further apart than the rule says.
 *
 * <pre>
 * declared   CLOCK_CHANGED +3600 s                    found: moved by 3,600 s
 * arrival    09:00:00   09:05:00
 * device     09:00:09   09:05:09                      found: 9 s ahead
 * </pre>
 *
 * A clock that runs behind looks like a slow network and is not seen here.
 */
public final class ClockSkew implements Detector<ClockSkew.State> {
  private static final long HOUR_MS = 3_600_000;

  /**
   * What is remembered between events.
   *
   * @param anchor the first event of what goes on; empty before any
   * @param largestMs by how much at most, by amount; negative: set back
   * @param times how often it was seen
   */
  public record State(
      String anchor,
      long startMs,
      long endMs,
      long largestMs,
      int times,
      boolean declared,
      List<EventRange> events) {}

  @Override
  public String ruleId() {
    return "AG-04";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State("", 0, 0, 0, 0, false, List.of());
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return AgentStates.is(event, AgentAction.CLOCK_CHANGED) || aheadMs(event) > 0;
  }

  private static long aheadMs(IdentifiedEvent event) {
    return event.getEvent().getEndedAt() - event.getReceivedAt();
  }

  private static long offsetMs(IdentifiedEvent event) {
    return AgentStates.is(event, AgentAction.CLOCK_CHANGED)
        ? AgentStates.of(event).getClockOffsetMs()
        : aheadMs(event);
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long offsetMs = offsetMs(event);
    if (Math.abs(offsetMs) <= rule.threshold("skew_s_max") * 1_000) {
      return Step.quiet(state);
    }
    long atMs = event.getEvent().getOccurredAt();
    boolean goesOn =
        !state.anchor().isEmpty()
            && atMs - state.endMs() <= rule.threshold("again_after_h") * HOUR_MS;
    State next = grown(goesOn ? state : begun(event), offsetMs, event);
    // Each event of a clock that runs ahead is skewed: only what is larger, or declared, is news.
    boolean news =
        next.largestMs() != state.largestMs()
            || next.times() == 1
            || AgentStates.is(event, AgentAction.CLOCK_CHANGED);
    return news
        ? Step.growing(next, next.anchor(), () -> finding(next, entity, rule))
        : Step.quiet(next);
  }

  private static State begun(IdentifiedEvent event) {
    long atMs = event.getEvent().getOccurredAt();
    return new State(EventId.of(event).toString(), atMs, atMs, 0, 0, false, List.of());
  }

  private static State grown(State state, long offsetMs, IdentifiedEvent event) {
    boolean larger = Math.abs(offsetMs) > Math.abs(state.largestMs());
    return new State(
        state.anchor(),
        state.startMs(),
        event.getEvent().getOccurredAt(),
        larger ? offsetMs : state.largestMs(),
        state.times() + 1,
        state.declared() || AgentStates.is(event, AgentAction.CLOCK_CHANGED),
        Ranges.with(state.events(), event));
  }

  private static Finding finding(State state, Entity entity, Rule rule) {
    double seconds = Math.abs(state.largestMs()) / 1_000.0;
    return new Draft(rule, entity, state.anchor())
        .device(entity.key())
        .between(state.startMs(), state.endMs())
        .because(
            String.format(
                Locale.ROOT,
                "The clock of %s %s by up to %.0f s (rule: %.0f s); times that it gives may be"
                    + " wrong by as much.",
                entity.key(),
                state.declared()
                    ? state.largestMs() < 0 ? "was set back" : "was set forward"
                    : "runs ahead",
                seconds,
                rule.threshold("skew_s_max")))
        .measure("skew", seconds, ">", "skew_s_max", "s")
        .restsOn(state.events())
        .unknown("time_service", "resumed_from_sleep", "virtual_machine")
        .finding();
  }
}
