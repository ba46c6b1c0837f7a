package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * AG-06: the agent says that it was tampered with, or starts anew though it never said that it
 * stopped: it was killed, or the power was gone. Once is LOW, for batteries run out; as often as
 * the rule says within its window is what the rule book says. That an agent never comes back is
 * AG-01's to see, on the clock of arrival.
 *
 * <pre>
 * agent    START beat beat beat            START beat
 *                            [ found      ]^ no STOP between
 * </pre>
 */
public final class AgentStopped implements Detector<AgentStopped.State> {
  private static final long DAY_MS = 86_400_000;
  private static final int ENDS_MAX = 100;

  /**
   * What is remembered between events.
   *
   * @param running said something, and not STOP after it
   * @param lastMs when it last said something
   * @param lastEvent what that was
   * @param ends when it came back without a STOP before, within the window
   */
  public record State(
      boolean running, long lastMs, @Nullable EventRange lastEvent, List<Long> ends) {}

  @Override
  public String ruleId() {
    return "AG-06";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(false, 0, null, List.of());
  }

  /** The longest window that a policy may set. */
  @Override
  public long reachMs() {
    return 30 * DAY_MS;
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    AgentState agent = event.getEvent().getAgent();
    return agent != null
        && switch (agent.getAction()) {
          case START, STOP, HEARTBEAT, TAMPER -> true;
          default -> false;
        };
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    return switch (AgentStates.of(event).getAction()) {
      case TAMPER -> new Step<>(alive(state, event), List.of(tampered(entity, event, rule)));
      case START ->
          state.running() ? cameBack(state, entity, event, rule) : Step.quiet(alive(state, event));
      case STOP -> Step.quiet(new State(false, 0, null, state.ends()));
      default -> Step.quiet(alive(state, event));
    };
  }

  private static State alive(State state, IdentifiedEvent event) {
    return new State(true, event.getEvent().getOccurredAt(), range(event), state.ends());
  }

  private static EventRange range(IdentifiedEvent event) {
    return Ranges.with(List.of(), event).get(0);
  }

  private static Step<State> cameBack(
      State state, Entity entity, IdentifiedEvent event, Rule rule) {
    long atMs = event.getEvent().getOccurredAt();
    List<Long> ends = new ArrayList<>(state.ends());
    ends.removeIf(each -> atMs - each > rule.threshold("window_days") * DAY_MS);
    ends.add(atMs);
    if (ends.size() > ENDS_MAX) {
      ends.remove(0);
    }
    State next = new State(true, atMs, range(event), ends);
    return new Step<>(next, List.of(killed(state, ends.size(), entity, event, rule)));
  }

  private static Finding killed(
      State state, int times, Entity entity, IdentifiedEvent event, Rule rule) {
    long atMs = event.getEvent().getOccurredAt();
    EventRange last = Objects.requireNonNull(state.lastEvent());
    boolean often = times >= rule.threshold("times_min");
    return new Draft(rule, entity, EventId.of(event).toString())
        .device(entity.key())
        .between(state.lastMs(), atMs)
        .because(
            String.format(
                Locale.ROOT,
                "The agent on %s ended without a word and came back %.0f minutes after its last"
                    + " sign of life: it was killed, or the power was gone; %d times within %.0f"
                    + " days (of note from %.0f).",
                entity.key(),
                (atMs - state.lastMs()) / 60_000.0,
                times,
                rule.threshold("window_days"),
                rule.threshold("times_min")))
        .measure("times", times, ">=", "times_min", "times")
        .restsOn(Ranges.with(List.of(last), event))
        .unknown("power_loss", "crash", "clock_set_back")
        .finding(often ? rule.severity() : Severity.LOW);
  }

  private static Finding tampered(Entity entity, IdentifiedEvent event, Rule rule) {
    long atMs = event.getEvent().getOccurredAt();
    String detail = AgentStates.of(event).getDetail();
    return new Draft(rule, entity, EventId.of(event).toString())
        .device(entity.key())
        .between(atMs, atMs)
        .because(
            String.format(
                Locale.ROOT,
                "The agent on %s says that it was tampered with%s (rule: each time).",
                entity.key(),
                detail.isEmpty() ? "" : ": " + detail))
        .restsOn(Ranges.with(List.of(), event))
        .unknown("maintenance")
        .finding(Severity.HIGH);
  }
}
