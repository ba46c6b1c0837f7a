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
 * WF-09: one window stays in front for hours under steady input, and nothing is clicked or typed in
 * it. Restated every quarter of an hour.
 *
 * <pre>
 * front    [ report.odt                                        ]
 * input    m m m m m m m m m m m m m m m m m m m m m m m m m m c
 * run      [ 3 h, 80 % of the minutes active: found      ...   ]^ a click ends it
 * </pre>
 */
public final class FrozenFocus implements Detector<FrozenFocus.State> {
  private static final long MINUTE_MS = 60_000;
  private static final long RESTATED_MS = 15 * MINUTE_MS;

  /**
   * What is remembered between events.
   *
   * @param front app, title and site in front; empty while no run goes on
   * @param activeToMs end of the last slice with input
   * @param lastMinute the last minute with input, since 1970
   * @param toldMs how long the run was when it was last told
   */
  public record State(
      String front,
      String app,
      long startMs,
      long activeToMs,
      int activeMinutes,
      long lastMinute,
      long toldMs,
      boolean inCall,
      boolean remote,
      List<EventRange> events) {
    long lengthMs() {
      return activeToMs - startMs;
    }

    double activeShare() {
      return activeMinutes / Math.max(1.0, lengthMs() / (double) MINUTE_MS);
    }
  }

  @Override
  public String ruleId() {
    return "WF-09";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State("", "", 0, 0, 0, Long.MIN_VALUE, 0, false, false, List.of());
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
    long idleMs = (long) (rule.threshold("idle_minutes_max") * MINUTE_MS);
    boolean goesOn = front(slice).equals(state.front()) && atMs - state.activeToMs() <= idleMs;
    if (isUsed(slice, rule)) {
      return Step.quiet(start());
    }
    if (!Input.isIn(slice)) {
      return Step.quiet(goesOn ? state : start());
    }
    State next = grown(goesOn ? state : begun(slice, atMs), slice, event);
    boolean found =
        next.lengthMs() >= rule.threshold("hours_min") * 60 * MINUTE_MS
            && next.activeShare() >= rule.threshold("active_min")
            && next.lengthMs() - next.toldMs() >= RESTATED_MS;
    return found
        ? new Step<>(told(next), List.of(finding(next, entity, event, rule)))
        : Step.quiet(next);
  }

  /** Locked, away, of no known window, or with a click or keys as somebody who works makes them. */
  private static boolean isUsed(Presence slice, Rule rule) {
    boolean open =
        slice.getState() == PresenceState.ACTIVE || slice.getState() == PresenceState.IDLE;
    return !open
        || slice.getApp().isEmpty()
        || slice.getClicks() > 0
        || slice.getDistinctKeys() > rule.threshold("distinct_keys_max");
  }

  private static String front(Presence slice) {
    return slice.getApp() + "\n" + slice.getTitle() + "\n" + slice.getDomain();
  }

  private static State begun(Presence slice, long atMs) {
    return new State(
        front(slice), slice.getApp(), atMs, atMs, 0, Long.MIN_VALUE, 0, false, false, List.of());
  }

  private static State grown(State run, Presence slice, IdentifiedEvent event) {
    long minute = Math.floorDiv(event.getEvent().getOccurredAt(), MINUTE_MS);
    return new State(
        run.front(),
        run.app(),
        run.startMs(),
        Math.max(run.activeToMs(), event.getEvent().getEndedAt()),
        run.activeMinutes() + (minute == run.lastMinute() ? 0 : 1),
        minute,
        run.toldMs(),
        run.inCall() || slice.getInCall(),
        run.remote() || slice.getRemoteSession(),
        Ranges.spanning(run.events(), event));
  }

  private static State told(State run) {
    return new State(
        run.front(),
        run.app(),
        run.startMs(),
        run.activeToMs(),
        run.activeMinutes(),
        run.lastMinute(),
        run.lengthMs(),
        run.inCall(),
        run.remote(),
        run.events());
  }

  private static Finding finding(State run, Entity entity, IdentifiedEvent event, Rule rule) {
    double hours = run.lengthMs() / (60.0 * MINUTE_MS);
    return new Draft(rule, entity, "from " + run.startMs())
        .person(event.getEvent().getUser())
        .device(event.getDeviceId())
        .between(run.startMs(), run.activeToMs())
        .context(run.app())
        .because(
            String.format(
                Locale.ROOT,
                "One window of %s stayed in front for %.1f hours with input in %.0f %% of the"
                    + " minutes, but not one click and hardly a key (rule: %.0f hours, %.0f %%).",
                run.app(),
                hours,
                run.activeShare() * 100,
                rule.threshold("hours_min"),
                rule.threshold("active_min") * 100))
        .measure("hours", hours, ">=", "hours_min", "h")
        .measure("active_share", run.activeShare(), ">=", "active_min", "")
        .restsOn(run.events())
        .benign("in_call", run.inCall())
        .benign("remote_session", run.remote())
        .unknown("accessibility_tool", "title_redacted", "reading")
        .finding();
  }
}
