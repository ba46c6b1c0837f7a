package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * AG-01: a device that should speak and does not, measured on the clock of arrival: whatever a
 * device says of the past, it speaks now. The caller wakes it at {@link #wakeAtMs}.
 *
 * <pre>
 * arrivals   x  x  x              x  x  STOP
 * silence          |- silent_s -|-|      orderly: no silence
 *                               ^ found  ^ restated, with its end
 * </pre>
 *
 * The one rule that is no function of the events alone. It numbers its versions itself.
 */
public final class Silence {
  /** No wish to be woken. */
  public static final long NEVER = Long.MAX_VALUE;

  /**
   * What is remembered between events.
   *
   * @param deviceId empty before anything was heard
   * @param heardMs last arrival, ms since 1970
   * @param bootEpoch and {@code seq}: the newest event heard
   * @param stopped the newest event was an orderly stop
   * @param open the silence that goes on; retracted where it is none under the threshold in force
   */
  public record State(
      String deviceId,
      long heardMs,
      long bootEpoch,
      long seq,
      boolean stopped,
      @Nullable Finding open) {}

  private final Rule rule;

  public Silence(Rule rule) {
    this.rule = rule;
  }

  public State start() {
    return new State("", 0, -1, -1, false, null);
  }

  /** An event arrives now. */
  public Step<State> onHeard(State state, long nowMs, IdentifiedEvent event) {
    boolean newest =
        event.getBootEpoch() > state.bootEpoch()
            || (event.getBootEpoch() == state.bootEpoch() && event.getSeq() > state.seq());
    State next =
        new State(
            event.getDeviceId(),
            Math.max(nowMs, state.heardMs()),
            newest ? event.getBootEpoch() : state.bootEpoch(),
            newest ? event.getSeq() : state.seq(),
            newest ? isStop(event) : state.stopped(),
            null);
    Finding open = state.open();
    return open == null || open.retracted()
        ? Step.quiet(next)
        : new Step<>(next, List.of(finding(state, nowMs, true).as(open.version() + 1, false)));
  }

  /**
   * The clock of arrival has come to this moment. A silence found under a shorter threshold than is
   * in force now is retracted until it is long enough.
   */
  public Step<State> onTime(State state, long nowMs) {
    Finding open = state.open();
    boolean stands = open != null && !open.retracted();
    boolean silent = isExpected(state) && nowMs >= dueMs(state);
    if (silent == stands) {
      return Step.quiet(state);
    }
    Finding next =
        open != null && stands
            ? open.as(open.version() + 1, true)
            : finding(state, nowMs, false).as(open == null ? 1 : open.version() + 1, false);
    return new Step<>(
        new State(
            state.deviceId(),
            state.heardMs(),
            state.bootEpoch(),
            state.seq(),
            state.stopped(),
            next),
        List.of(next));
  }

  /** When {@link #onTime} has something to say, unless the device speaks; or {@link #NEVER}. */
  public long wakeAtMs(State state) {
    Finding open = state.open();
    boolean stands = open != null && !open.retracted();
    return isExpected(state) && !stands ? dueMs(state) : NEVER;
  }

  /** Whether the device was heard and did not say that it would stop. */
  public static boolean isExpected(State state) {
    return !state.deviceId().isEmpty() && !state.stopped();
  }

  private long dueMs(State state) {
    return state.heardMs() + (long) (rule.threshold("silent_s") * 1_000);
  }

  private static boolean isStop(IdentifiedEvent event) {
    AgentState agent = event.getEvent().getAgent();
    return agent != null && agent.getAction() == AgentAction.STOP;
  }

  private Finding finding(State state, long nowMs, boolean over) {
    EventId last = new EventId(state.deviceId(), state.bootEpoch(), state.seq());
    return new Draft(rule, new Entity(Dimension.DEVICE, state.deviceId()), "after " + last)
        .device(state.deviceId())
        .between(state.heardMs(), nowMs)
        .because(because(state, nowMs, over))
        .measure("silent", (nowMs - state.heardMs()) / 1_000.0, ">=", "silent_s", "s")
        .restsOn(
            List.of(new EventRange(state.deviceId(), state.bootEpoch(), state.seq(), state.seq())))
        .unknown("suspended", "offline", "power_cut")
        .finding();
  }

  private String because(State state, long nowMs, boolean over) {
    return String.format(
        Locale.ROOT,
        over
            ? "%s was silent for %.0f minutes from %s, without an orderly stop (rule: %.0f"
                + " minutes)."
            : "%s has been silent for %.0f minutes, since %s, without an orderly stop (rule: %.0f"
                + " minutes).",
        state.deviceId(),
        (nowMs - state.heardMs()) / 60_000.0,
        Instant.ofEpochMilli(state.heardMs()).truncatedTo(ChronoUnit.SECONDS),
        rule.threshold("silent_s") / 60);
  }
}
