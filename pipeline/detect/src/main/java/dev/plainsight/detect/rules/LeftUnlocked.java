package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * AC-15: a session idle for longer than the policy allows, and still unlocked. A call counts as
 * somebody there. Restated every quarter of an hour, and when it ends.
 *
 * <pre>
 * slices   [ACTIVE][IDLE][IDLE][IDLE] ... [IDLE][LOCKED
 * idle             [ 15 minutes: found         ]^ ends it
 * </pre>
 */
public final class LeftUnlocked implements Detector<LeftUnlocked.State> {
  private static final long MINUTE_MS = 60_000;
  private static final long RESTATED_MS = 15 * MINUTE_MS;

  /** Slices further apart than this do not follow each other: a laptop was shut between. */
  private static final long HOLE_MS_MAX = 2 * MINUTE_MS;

  /**
   * What is remembered between events.
   *
   * @param toldMs how long it was idle when that was last told; 0: never
   * @param events none while no idle time goes on
   */
  public record State(
      long startMs,
      long endMs,
      long toldMs,
      boolean fullscreen,
      boolean remote,
      List<EventRange> events) {
    long idleMs() {
      return endMs - startMs;
    }
  }

  @Override
  public String ruleId() {
    return "AC-15";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(0, 0, 0, false, false, List.of());
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return event.getEvent().getPresence() != null;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    Presence slice = Objects.requireNonNull(event.getEvent().getPresence());
    long atMs = event.getEvent().getOccurredAt();
    boolean idle = slice.getState() == PresenceState.IDLE && !slice.getInCall();
    boolean goesOn = !state.events().isEmpty() && atMs - state.endMs() <= HOLE_MS_MAX;
    if (idle && goesOn) {
      State next = grown(state, slice, event);
      return isDue(next, rule)
          ? new Step<>(told(next), List.of(finding(next, entity, event, rule)))
          : Step.quiet(next);
    }
    State begun = new State(atMs, atMs, 0, false, false, List.of());
    State next = idle ? grown(begun, slice, event) : start();
    boolean untold = state.toldMs() > 0 && state.idleMs() > state.toldMs();
    return untold
        ? new Step<>(next, List.of(finding(state, entity, event, rule)))
        : Step.quiet(next);
  }

  private static State grown(State state, Presence slice, IdentifiedEvent event) {
    return new State(
        state.startMs(),
        Math.max(state.endMs(), event.getEvent().getEndedAt()),
        state.toldMs(),
        state.fullscreen() || slice.getFullscreen(),
        state.remote() || slice.getRemoteSession(),
        Ranges.spanning(state.events(), event));
  }

  private static boolean isDue(State state, Rule rule) {
    return state.idleMs() >= rule.threshold("idle_minutes_max") * MINUTE_MS
        && (state.toldMs() == 0 || state.idleMs() - state.toldMs() >= RESTATED_MS);
  }

  private static State told(State idle) {
    return new State(
        idle.startMs(),
        idle.endMs(),
        idle.idleMs(),
        idle.fullscreen(),
        idle.remote(),
        idle.events());
  }

  private static Finding finding(State idle, Entity entity, IdentifiedEvent event, Rule rule) {
    double minutes = idle.idleMs() / (double) MINUTE_MS;
    return new Draft(rule, entity, "from " + idle.startMs())
        .person(event.getEvent().getUser())
        .device(event.getDeviceId())
        .between(idle.startMs(), idle.endMs())
        .because(
            String.format(
                Locale.ROOT,
                "The screen stayed unlocked for %.0f minutes with nobody using it (policy: locked"
                    + " after %.0f).",
                minutes,
                rule.threshold("idle_minutes_max")))
        .measure("idle", minutes, ">=", "idle_minutes_max", "min")
        .restsOn(idle.events())
        .benign("in_call", false)
        .benign("fullscreen", idle.fullscreen())
        .benign("remote_session", idle.remote())
        .unknown("presence_by_other_means")
        .finding();
  }
}
