package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Presence;
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
 * WF-08: every minute has input, for longer than people keep that up. Restated every five minutes.
 *
 * <pre>
 * minutes  |x|x|x|x|x| ... |x|x|x| |x|
 * run      [ 150: found    ... ]    ^ a minute without input ends it
 * </pre>
 */
public final class NoPause implements Detector<NoPause.State> {
  private static final long MINUTE_MS = 60_000;
  private static final int RESTATED_MINUTES = 5;

  /**
   * What is remembered between events.
   *
   * @param firstMinute of the run, since 1970
   * @param lastMinute of the run, since 1970
   */
  public record State(
      long firstMinute, long lastMinute, boolean inCall, boolean remote, List<EventRange> events) {
    long minutes() {
      return lastMinute - firstMinute + 1;
    }
  }

  @Override
  public String ruleId() {
    return "WF-08";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(0, -2, false, false, List.of());
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    Presence slice = event.getEvent().getPresence();
    return slice != null && Input.isIn(slice);
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long minute = Math.floorDiv(event.getEvent().getOccurredAt(), MINUTE_MS);
    boolean goesOn = minute <= state.lastMinute() + 1;
    State run = goesOn ? state : new State(minute, minute, false, false, List.of());
    Presence slice = Objects.requireNonNull(event.getEvent().getPresence());
    State next =
        new State(
            run.firstMinute(),
            minute,
            run.inCall() || slice.getInCall(),
            run.remote() || slice.getRemoteSession(),
            Ranges.spanning(run.events(), event));
    long over = next.minutes() - (long) rule.threshold("minutes_min");
    boolean told = minute > state.lastMinute() && over >= 0 && over % RESTATED_MINUTES == 0;
    return told ? new Step<>(next, List.of(finding(next, entity, event, rule))) : Step.quiet(next);
  }

  private static Finding finding(State run, Entity entity, IdentifiedEvent event, Rule rule) {
    return new Draft(rule, entity, "from " + run.firstMinute())
        .person(event.getEvent().getUser())
        .device(event.getDeviceId())
        .between(run.firstMinute() * MINUTE_MS, (run.lastMinute() + 1) * MINUTE_MS)
        .because(
            String.format(
                Locale.ROOT,
                "Every minute had input for %d minutes without one pause (rule: %.0f minutes); the"
                    + " longest of recorded people is 105.",
                run.minutes(),
                rule.threshold("minutes_min")))
        .measure("active_minutes", (double) run.minutes(), ">=", "minutes_min", "min")
        .restsOn(run.events())
        .benign("in_call", run.inCall())
        .benign("remote_session", run.remote())
        .unknown("accessibility_tool", "game")
        .finding();
  }
}
